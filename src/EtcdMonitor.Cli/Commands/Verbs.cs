using EtcdMonitor.Cli.Commands.Alerts;

namespace EtcdMonitor.Cli.Commands;

/// <summary>The verbs of this version, in the order of the overview. A verb is in here when it works.</summary>
internal static class Verbs
{
    /// <summary>Without a verb.</summary>
    public static Verb Serve { get; } = new("serve", "watch, alert, serve API and dashboard", ServeCommand.RunAsync)
    {
        About = "Watches clusters, tells people what is wrong, serves API and dashboard.",
        Usage = "[serve] [flags]",
        Flags =
        [
            ("etcd", Flags.Etcd),
            ("Serve", [Flags.Config, Flags.Cluster, .. Flags.Under("api", "storage.sqlite", "logging")]),
            ("Check", [.. Flags.Under("monitoring")]),
            ("Limits", [.. Flags.Under("monitoring.thresholds")]),
        ],
        Examples =
        [
            "etcd-monitor --endpoints=10.0.0.1:2379 --api-host=127.0.0.1",
            "ETCD_MONITOR_API_PORT=9090 etcd-monitor --config=config.yaml",
        ],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        Serve,
        new("status", "verdict of each cluster: evidence, not seen, what to do", StatusCommand.RunAsync)
        {
            Group = "See",
            About = "Says how each cluster is: verdict, evidence, what was not seen, what to do.",
            Usage = "status [flags]",
            Flags =
            [
                ("Ask the running monitor", [Flags.Monitor, Flags.Cluster, Flags.Output, Flags.Watch, Flags.FailOn, Flags.Config]),
                ("Ask etcd itself, two rounds", Flags.Etcd),
            ],
            Examples = ["etcd-monitor status -c prod", "etcd-monitor status --endpoints=10.0.0.1:2379 -o json"],
        },
        new("alerts", "list, show, history, ack, export, test", AlertsCommand.RunAsync)
        {
            Group = "See",
            About = "Says what fires and what fired, who was told and who has it; tries channels.",
            Usage = "alerts list | show ID | history | ack ID | export ID | test",
            Actions =
            [
                ("list", "incidents that last; -o wide: each alert"),
                ("show INC-ID", "one in full: evidence, timeline, what to do"),
                ("history", "what fired, and who was told"),
                ("ack INC-ID ...", "take it: it is not escalated any more"),
                ("export INC-ID", "a report in Markdown; -o json: an object"),
                ("test [CHANNEL ...]", "send a test and its end to those that are on"),
            ],
            Flags =
            [
                ("History", [Flags.Since, Flags.Limit, Flags.Rule, Flags.Member, Flags.Severity]),
                ("Ack", [Flags.Comment, Flags.Author]),
                ("Flags", [Flags.Monitor, Flags.Cluster, Flags.Output, Flags.Config]),
            ],
            Examples = ["etcd-monitor alerts history --since=24h", "etcd-monitor alerts ack INC-2411 --comment=\"looking\"", "etcd-monitor alerts test email slack --config=config.yaml"],
        },
        new("diagnose", "every check now, ranked, with a bundle to send", DiagnoseCommand.RunAsync)
        {
            Group = "See",
            About = "Says what every check came to, the worst first, and what to do.",
            Usage = "diagnose [flags]      etcd-monitor diagnose replay BUNDLE",
            Actions = [("replay BUNDLE", "judge the rounds of a bundle again")],
            Flags =
            [
                ("Ask the running monitor", [Flags.Monitor, Flags.Cluster, Flags.Bundle, Flags.Output, Flags.FailOn, Flags.Config]),
                ("Ask etcd itself, five rounds", Flags.Etcd),
            ],
            Examples = ["etcd-monitor diagnose -c prod --bundle", "etcd-monitor diagnose --endpoints=10.0.0.1:2379 -o wide"],
        },
        new("silence", "add, list, expire: mute alerts for a time", SilenceCommand.RunAsync)
        {
            Group = "Act",
            About = "Mutes alerts for a time: they are shown and told to nobody.",
            Usage = "silence add MATCHER ... | list | expire ID ...",
            Actions =
            [
                ("add MATCHER ...", "mute what meets all: LABEL=VALUE, != =~ !~, of"),
                ("", "cluster, rule, severity, member or your labels"),
                ("list", "those that hold or will; -o wide: ended too"),
                ("expire ID ...", "end it now: what still fires is told"),
            ],
            Flags =
            [
                ("Add", [Flags.For, Flags.Until, Flags.Start, Flags.Comment, Flags.Author, Flags.Yes, Flags.DryRun]),
                ("Flags", [Flags.Monitor, Flags.Cluster, Flags.Output, Flags.Config]),
            ],
            Examples = ["etcd-monitor silence add -c prod member=etcd-0 --for=2h --comment=OPS-8", "etcd-monitor silence expire S-118"],
        },
        new("demo", "a local three-member cluster to break", DemoCommand.RunAsync)
        {
            Group = "Set up",
            About = "Starts three real etcd members, watches them, and lets you break them.",
            Usage = "demo [flags]      etcd-monitor demo ACTION",
            Actions =
            [
                ("kill leader|NAME", "end a member's process"),
                ("freeze leader|NAME", "it accepts connections and answers nothing"),
                ("thaw NAME", "let it go on"),
                ("fill", "write until the quota is full"),
                ("heal", "bring everything back"),
                ("stop", "end the demo"),
            ],
            Flags = [("Flags", [.. Flags.Under("api", "logging").Select(f => f.Name == "--api-host" ? f with { Default = "127.0.0.1" } : f)])],
            Examples = ["etcd-monitor demo", "etcd-monitor demo kill leader"],
        },
        new("config", "check, print", ConfigCommand.RunAsync)
        {
            Group = "Set up",
            About = "Says what is wrong with the configuration, or what it comes to. Starts nothing.",
            Usage = "config check | print [flags]",
            Actions =
            [
                ("check", "every mistake at once, with its place; exit 2"),
                ("print", "the settings as YAML, secrets as ***"),
            ],
            Flags = [("Flags (and all of serve: etcd-monitor serve --help)", [Flags.Config, Flags.Cluster, Flags.Effective, Flags.Origins, Flags.Output])],
            Also = [.. Flags.Etcd, .. Flags.Service],
            Examples = ["etcd-monitor config check --config=config.yaml", "etcd-monitor config print --effective --origin"],
        },
        new("version", "", VersionCommand.RunAsync)
        {
            Group = "Set up",
            About = "Prints version, commit, runtime and platform.",
            Usage = "version [-o json]",
            Flags = [("Flags", [Flags.Output])],
        },
    ];

    /// <summary>Verbs that the product names and this version does not have.</summary>
    public static IReadOnlyList<string> Later { get; } = ["backup", "ctl", "shell", "benchmark", "disk", "completion"];

    /// <summary>The verb of that name; null: there is none.</summary>
    public static Verb? Find(string name) => All.FirstOrDefault(v => v.Name == name);
}
