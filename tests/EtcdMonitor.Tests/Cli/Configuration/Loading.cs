using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Configuration;

/// <summary>Loads a configuration from texts.</summary>
internal static class Loading
{
    public static LoadedConfiguration Load(string? yaml = null, string[]? flags = null, (string Name, string Value)[]? environment = null, string? cluster = null)
    {
        using TemporaryFolder folder = new();
        return ConfigurationLoader.Load(new ConfigurationSources
        {
            File = yaml is null ? null : folder.Write("config.yaml", yaml),
            UsualFiles = [],
            Flags = (flags ?? []).Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => f[1], StringComparer.Ordinal),
            Environment = (environment ?? []).ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal),
            Cluster = cluster,
        });
    }

    /// <summary>The problems as they are printed, the folder of the test taken out.</summary>
    public static string[] Problems(string yaml, params (string Name, string Value)[] environment) =>
        [.. Load(yaml, environment: environment).Report.Problems.Select(p => p.Place is { } place ? $"{place[(place.LastIndexOf('/') + 1)..]}  {p.InFile}" : p.OnCommandLine)];
}
