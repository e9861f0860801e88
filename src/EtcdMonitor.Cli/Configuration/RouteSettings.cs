using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Routing;
using EtcdMonitor.Cli.Configuration.Kinds;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Settings of a receiver, in each item of <c>alerts.receivers</c>, and of a route, in <c>alerts.route</c> and each item of its <c>routes</c>.</summary>
internal static class RouteSettings
{
    /// <summary>Those of a receiver.</summary>
    public static IReadOnlyList<SettingOf<ReceiverOptions>> Receiver { get; } =
    [
        new("name", new TextKind("NAME"), "name that routes call it by", r => r.Name, (r, v) => r.Name = (string)v) { Sample = "oncall" },
        new("channels", new TextListKind("CHANNEL,…"), "channels that reach it; each must be on", r => r.Channels, (r, v) => r.Channels = (string[])v) { Sample = "[pagerduty, slack]" },
    ];

    /// <summary>Those of a route.</summary>
    public static IReadOnlyList<SettingOf<RouteOptions>> Route { get; } =
    [
        new("receiver", new TextKind("NAME"), "who is told what no branch below takes", r => r.Receiver, (r, v) => r.Receiver = (string)v) { Sample = "chat" },
        new("matchers", new MatcherListKind(), "labels that an alert must have: =, !=, =~, !~ over cluster, rule, severity, member and the cluster's own", r => r.Matchers, (r, v) => r.Matchers = (Matcher[])v) { Sample = "[severity=critical]" },
        new("continue", new SwitchKind(), "try the next branches too", r => r.Continue, (r, v) => r.Continue = (bool)v) { Sample = "false" },
        new("group_by", new TextListKind("LABEL,…"), "labels in common that make several alerts one message; [...] for none", r => r.GroupBy, (r, v) => r.GroupBy = (string[])v) { Sample = "[cluster]" },
        new("group_wait", new DurationKind(TimeSpan.Zero), "the first message of a group waits so long for others; a critical one never", r => r.GroupWait, (r, v) => r.GroupWait = (TimeSpan)v) { Sample = "30s" },
        new("group_interval", new DurationKind(TimeSpan.Zero), "further ones so long; critical ones and their end never", r => r.GroupInterval, (r, v) => r.GroupInterval = (TimeSpan)v) { Sample = "5m" },
        new("repeat_interval", new DurationKind(TimeSpan.Zero), "what still fires is told again after it; 0s: never", r => r.RepeatInterval, (r, v) => r.RepeatInterval = (TimeSpan)v) { Sample = "4h" },
    ];
}
