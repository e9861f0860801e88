using EtcdMonitor.Rules;

namespace EtcdMonitor.Alerts.Matchers;

/// <summary>What matchers see of an alert: the labels of its cluster and, never hidden by them, <c>cluster</c>, <c>rule</c>, <c>severity</c> and, if it is about one, <c>member</c>.</summary>
public static class AlertLabels
{
    /// <summary>Names that every alert has, but for <c>member</c>.</summary>
    public static IReadOnlyList<string> Own { get; } = ["cluster", "rule", "severity", "member"];

    /// <summary>The labels of a finding of a cluster.</summary>
    public static IReadOnlyDictionary<string, string> Of(string cluster, Finding finding, IReadOnlyDictionary<string, string> clusterLabels) =>
        Of(cluster, finding.Rule, finding.Severity, finding.Member, clusterLabels);

    /// <summary>The same of its parts.</summary>
    public static IReadOnlyDictionary<string, string> Of(string cluster, string rule, Severity severity, string? member, IReadOnlyDictionary<string, string> clusterLabels)
    {
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach ((string name, string value) in clusterLabels)
        {
            labels[name] = value;
        }

        labels["cluster"] = cluster;
        labels["rule"] = rule;
        labels["severity"] = Word(severity);
        labels["member"] = member ?? "";
        return labels;
    }

    /// <summary>critical, warning or info. A blind monitor is as urgent as a critical fault: nobody would see one.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Critical or Severity.Unknown => "critical",
        Severity.Warning => "warning",
        _ => "info",
    };
}
