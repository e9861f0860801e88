using System.Collections.Frozen;
using System.Reflection;
using EtcdMonitor.Server.Security;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Page;

/// <summary>The dashboard: files embedded in this assembly, each at its path, the first page also at <c>/</c>.</summary>
internal sealed class DashboardFiles
{
    private const string Prefix = "dashboard/";
    private const string Home = "index.html";
    private const string NotFound = "404.html";

    private readonly FrozenDictionary<string, DashboardFile> _files = Read();

    internal DashboardFile? NotFoundPage => _files.GetValueOrDefault(NotFound);

    internal void Map(Routes routes)
    {
        foreach ((string path, DashboardFile file) in _files)
        {
            routes.Raw($"/{path}", Access.Read, http => file.WriteAsync(http));
        }

        if (_files.TryGetValue(Home, out DashboardFile? home))
        {
            // Without its last slash a base path would make the page look for its files one level too high.
            routes.Raw("/", Access.Read, http => http.Request.Path.HasValue ? home.WriteAsync(http) : Results.Redirect($"{http.Request.PathBase}/").ExecuteAsync(http));
        }
    }

    private static FrozenDictionary<string, DashboardFile> Read()
    {
        Assembly assembly = typeof(DashboardFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(n => n[Prefix.Length..].Replace('\\', '/'), n => new DashboardFile(Content(assembly, n), TypeOf(n)), StringComparer.Ordinal);
    }

    private static byte[] Content(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };
}
