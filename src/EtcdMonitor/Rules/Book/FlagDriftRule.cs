using System.Collections.Immutable;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Members are started with different flags, of those that should be the same.</summary>
internal sealed class FlagDriftRule : IRule
{
    /// <summary>Flags that differ by nature: names, addresses, places of files, and what was said only at the first start.</summary>
    private static readonly string[] Own = ["name", "-urls", "data-dir", "wal-dir", "-file", "initial-", "discovery", "-path", "log-outputs", "host-whitelist", "instance-id"];

    /// <summary>etcd's defaults, where leaving a flag out says the same as giving it.</summary>
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["heartbeat-interval"] = "100",
        ["election-timeout"] = "1000",
        ["max-request-bytes"] = "1572864",
        ["max-txn-ops"] = "128",
        ["auto-compaction-retention"] = "0",
        ["metrics"] = "basic",
        ["log-level"] = "info",
        ["logger"] = "zap",
        ["client-cert-auth"] = "false",
        ["peer-client-cert-auth"] = "false",
        ["strict-reconfig-check"] = "true",
    };

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("flag_drift", "Flags", "All command lines that are known say the same")
        {
            Unseen = state => Sight.Answers(state) ?? (state.Voters < 2 || state.Members.Count(m => m.Flags.Missing is null) > 1 ? null : state.Members.Select(m => m.Flags.Missing).FirstOrDefault(m => m is not null) ?? "only one member tells its own"),
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        // versions differ in their flags too: while they are mixed that is said already
        MemberState[] known = state.MixedSince is null ? [.. state.Members.Where(m => m.Flags.At is not null)] : [];
        string[] names = [.. known.SelectMany(m => m.Flags.Values.Keys).Distinct(StringComparer.Ordinal).Where(n => !Array.Exists(Own, part => part == "name" ? n == part : n.Contains(part, StringComparison.Ordinal)) && Differs(n, known)).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            yield break;
        }

        yield return new()
        {
            Rule = "flag_drift",
            Title = "Flags differ",
            Severity = Severity.Info,
            Sentence = $"Members are started with different flags: {string.Join("; ", names.Select(n => Each(n, known)))}",
            Hold = TimeSpan.FromHours(1),
            Evidence = [.. names.SelectMany(n => known.Select(m => new Evidence($"{m.Name}: {Said(n, m)}", $"command line, read at {Words.Time(m.Flags.At!.Value)}", m.Name, "flags")))],
            NotSeen =
            [
                .. state.Members.Where(m => m.Flags.Missing is not null).Select(m => new NotSeen("flags", $"Flags of {m.Name}", m.Flags.Missing!)),
                new("flags", "Flags given by environment or configuration file", "no request tells them"),
            ],
            DoNext = [new("Give all members the same flags, and restart them one by one")],
        };
    }

    private static bool Differs(string name, MemberState[] members)
    {
        // where a configuration file may say it, its absence on the command line says nothing
        string?[] said = [.. members.Where(m => m.Flags.ConfigFile is null || m.Flags.Values.ContainsKey(name)).Select(m => m.Flags.Values.GetValueOrDefault(name) ?? Defaults.GetValueOrDefault(name))];
        return said.Distinct(StringComparer.Ordinal).Count() > 1;
    }

    private static string Each(string name, MemberState[] members) =>
        string.Join(", ", members.GroupBy(m => Said(name, m), StringComparer.Ordinal).Select(g => $"{Words.Names(g)} {(g.Count() == 1 ? "says" : "say")} {g.Key}"));

    private static string Said(string name, MemberState member) => member.Flags.Values.TryGetValue(name, out string? value) ? $"--{name}={value}" : $"no --{name}";
}
