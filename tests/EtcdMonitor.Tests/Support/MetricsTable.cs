using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using EtcdMonitor.Tests.Cli;

namespace EtcdMonitor.Tests.Support;

/// <summary>The table of docs/metrics.md.</summary>
internal static partial class MetricsTable
{
    /// <summary>One instrument: as documented, or as it is.</summary>
    internal sealed record Entry(string Name, string Kind, string Unit, string Meaning)
    {
        public static Entry Of(Instrument instrument) => new(instrument.Name, KindOf(instrument), instrument.Unit ?? "", instrument.Description ?? "");

        private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
        {
            "Histogram" => "histogram",
            "Counter" => "counter",
            "ObservableUpDownCounter" => "up-down counter",
            "ObservableGauge" => "gauge",
            string other => other,
        };
    }

    public static IReadOnlyList<(Entry Entry, string[] Tags)> Read() =>
        [.. Row().Matches(Repository.Read("docs/metrics.md")).Select(m => (new Entry(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, m.Groups[5].Value), m.Groups[4].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))];

    [GeneratedRegex(@"^\| `(etcd_monitor\.\S+)` \| (.+?) \| (\S+) \|(.*?)\| (.+?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
