using EtcdMonitor.Cli.Configuration;

namespace EtcdMonitor.Cli.Commands;

/// <summary>All flags: those that no setting stands behind, and those of the settings.</summary>
internal static class Flags
{
    public static readonly FlagSpec Config = new("--config", "FILE", "configuration") { Default = "./config.yaml, /etc/etcd-monitor/config.yaml" };
    public static readonly FlagSpec Cluster = new("--cluster", "NAME", "which cluster of the configuration") { Alias = "-c" };
    public static readonly FlagSpec Monitor = new("--monitor", "URL", "monitor to ask") { Default = "http://localhost:8080" };
    public static readonly FlagSpec Output = new("--output", "FORMAT", "text, wide, json") { Alias = "-o", Default = "text", Choices = ["text", "wide", "json"] };
    public static readonly FlagSpec FailOn = new("--fail-on", "LEVEL", "exit 4 from this verdict on: warning, critical, never") { Default = "warning", Choices = ["warning", "critical", "never"] };
    public static readonly FlagSpec Watch = new("--watch", "", "again each second, until Ctrl-C") { Alias = "-w" };
    public static readonly FlagSpec Bundle = new("--bundle", "[FILE]", "also write a bundle to send; no keys, values, secrets in it") { Default = "NAME-TIME.tar.gz", Alone = "" };
    public static readonly FlagSpec Effective = new("--effective", "", "print: defaults too");
    public static readonly FlagSpec Origins = new("--origin", "", "print: where each value comes from");
    public static readonly FlagSpec Kubeadm = new("--kubeadm", "[FOLDER]", "endpoints and certificates of a kubeadm control-plane node") { Alone = Configuration.Kubeadm.DefaultFolder, Default = Configuration.Kubeadm.DefaultFolder };
    public static readonly FlagSpec Color = new("--color", "WHEN", "auto, always, never") { Default = "auto", Choices = ["auto", "always", "never"] };
    public static readonly FlagSpec Ascii = new("--ascii", "", "no sign beyond ASCII");
    public static readonly FlagSpec For = new("--for", "DUR", "how long: 2h, 90m, 7d");
    public static readonly FlagSpec Until = new("--until", "TIME", "or until when: 2026-11-21T04:55:00Z");
    public static readonly FlagSpec Start = new("--start", "TIME", "begin later than now");
    public static readonly FlagSpec Comment = new("--comment", "TEXT", "why");
    public static readonly FlagSpec Author = new("--author", "NAME", "who, if not the user that is logged in");
    public static readonly FlagSpec Yes = new("--yes", "", "do it without asking");
    public static readonly FlagSpec DryRun = new("--dry-run", "", "show what it would mute, make nothing");
    public static readonly FlagSpec Since = new("--since", "DUR", "how far back: 24h, 7d");
    public static readonly FlagSpec Limit = new("--limit", "N", "at most so many, the newest") { Default = "100" };
    public static readonly FlagSpec Rule = new("--rule", "NAME", "only of this rule");
    public static readonly FlagSpec Member = new("--member", "NAME", "only about this member");
    public static readonly FlagSpec Severity = new("--severity", "NAME", "info, warning, unknown, critical") { Choices = ["info", "warning", "unknown", "critical"] };
    public static readonly FlagSpec Help = new("--help", "", "this") { Alias = "-h" };

    /// <summary>Every verb takes them.</summary>
    public static IReadOnlyList<FlagSpec> Everywhere { get; } = [Color, Ascii, Help];

    /// <summary>How to reach a cluster.</summary>
    public static IReadOnlyList<FlagSpec> Etcd { get; } = [.. ClusterSettings.All.Where(s => s.Flag is not null).Select(FlagSpec.Of), Kubeadm];

    /// <summary>How the monitor works.</summary>
    public static IReadOnlyList<FlagSpec> Service { get; } = [.. ServiceSettings.All.Where(s => s.Flag is not null).Select(FlagSpec.Of)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FlagSpec> All { get; } = [Config, Cluster, Monitor, Output, FailOn, Watch, Bundle, Effective, Origins, For, Until, Start, Comment, Author, Yes, DryRun, Since, Limit, Rule, Member, Severity, .. Everywhere, .. Etcd, .. Service];

    /// <summary>Flags that the product names and this version does not have.</summary>
    public static IReadOnlyList<string> Later { get; } = ["--run-benchmark", "--benchmark-type", "--benchmark-ops", "--time", "--token-file"];

    /// <summary>Flags of one group of settings, in the table's order.</summary>
    public static IEnumerable<FlagSpec> Under(params string[] groups) =>
        ServiceSettings.All.Where(s => s.Flag is not null && groups.Contains(s.Key[..s.Key.LastIndexOf('.')], StringComparer.Ordinal)).Select(FlagSpec.Of);
}
