using Etcd.Patterns;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Clusters;

namespace EtcdMonitor.Cli.Commands;

/// <summary>What a person reads when <c>serve</c> starts in a terminal: what is watched, how, and where to look.</summary>
internal static class ServeHead
{
    private const int Left = 53;

    /// <summary>The head; pairs stand side by side where there is room.</summary>
    public static IEnumerable<Line> Of(LoadedConfiguration loaded, int port, Terminal terminal)
    {
        AppOptions options = loaded.Options;
        yield return new Line().Add(BuildInfo.Current.ToString());
        (string, string)[] facts =
        [
            ("Clusters", Clusters(options.Monitor.Clusters, loaded.File)),
            ("Storage", $"{options.Monitor.Storage.Path}{Size(options.Monitor.Storage.Path)}, {GoDuration.Format(options.Monitor.Storage.KeepMetrics, days: true)}"),
            ("Alerts", Alerts(options.Monitor)),
            ("Checks", Checks(options.Monitor)),
            ("Dashboard", options.Api.PublicUrl?.ToString().TrimEnd('/') ?? $"http://{Reachable(options.Api.Host)}:{port}{options.Api.BasePath}"),
            ("API", $"http://{options.Api.Host}:{port}{options.Api.BasePath}/api/v1"),
        ];
        for (int i = 0; i < facts.Length; i += 2)
        {
            Line left = Fact(facts[i], 12);
            Line right = Fact(facts[i + 1], 9);
            int column = Math.Max(Left, left.Width + 1);
            if (terminal.IsNarrowerThan(column + right.Width))
            {
                yield return left;
                yield return Fact(facts[i + 1], 12);
            }
            else
            {
                yield return left.PadTo(column).Add(right);
            }
        }
    }

    /// <summary>Who reads what, when nobody has to say who they are.</summary>
    public static IEnumerable<Line> NoAuthentication(int port, Terminal terminal)
    {
        Span glyph = Glyphs.Of(Rules.Severity.Warning, terminal.Ascii);
        return Wrap.Sentence(
            terminal,
            new Line().Add(glyph.Text, glyph.Style).Add(" ").Add("Warning", Style.Warning).PadTo(14),
            $"No authentication is set up. Whoever reaches port {port} reads health, metrics and alerts; changes work from this machine only. Set --api-host=127.0.0.1 to keep it to this machine");
    }

    /// <summary>Number of clusters and where they come from.</summary>
    public static string Clusters(IReadOnlyList<ClusterOptions> clusters, string? file)
    {
        string where = file is null ? string.Join(", ", clusters.SelectMany(c => c.Endpoints)) : "from " + file;
        return clusters.Count == 1 ? $"{clusters[0].Name}, {where}" : $"{clusters.Count} {where}";
    }

    private static Line Fact((string Name, string Text) fact, int width) => new Line().Add("  ").Add(fact.Name.PadRight(width), Style.Dim).Add(fact.Text);

    private static string Alerts(MonitorOptions options)
    {
        string[] channels = [.. options.Channels.On];
        return channels.Length == 0 ? "told to nobody: no channel is on" : "to " + string.Join(", ", channels);
    }

    private static string Checks(MonitorOptions options) =>
        $"every {GoDuration.Format(options.Probes.ProbeInterval)}, {GoDuration.Format(options.Probes.MetricsInterval)} and {GoDuration.Format(options.Probes.HealthCheckInterval)}";

    private static string Size(string path) => File.Exists(path) ? ", " + Figures.Bytes(new FileInfo(path).Length) : "";

    private static string Reachable(string host) => host is "0.0.0.0" or "::" or "[::]" ? "localhost" : host;
}
