using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>NOSPACE and CORRUPT, as members raise them.</summary>
internal sealed class AlarmRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("nospace", "NOSPACE in the members' status", "No member is out of space") { Unseen = Sight.Status, Unnoticed = "A full quota would go unnoticed" },
        new("corrupt", "CORRUPT in the members' status", "No member raises CORRUPT") { Unseen = Sight.Status, Unnoticed = "Corruption that etcd itself found would go unnoticed" },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        state.Alarms.GroupBy(a => a.Type, StringComparer.Ordinal).Select(group => group.Key switch
        {
            "NOSPACE" => NoSpace(state, [.. group]),
            "CORRUPT" => Corrupt(state, [.. group]),
            var other => Alarm(other.ToLowerInvariant(), other, $"etcd raises the alarm {other}", [.. group]),
        });

    private static Finding NoSpace(ClusterState state, AlarmState[] alarms) =>
        Alarm("nospace", "NOSPACE", $"The database{Of(alarms)} is at its quota: writes are refused, and authorization is off", alarms) with
        {
            StillWorks = "Reads and deletes. While the alarm is on, etcd checks no permissions: any client may delete any key.",
            DoNext =
            [
                new("Stop the writers that fill it"),
                new("Compact the history", $"etcdctl compaction {state.Revision?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "REVISION"}"),
                new("Defragment the followers one by one, the leader last", "etcdctl --endpoints=FOLLOWER defrag"),
                new("Disarm only when every member is below 80 % of its quota", "etcdctl alarm disarm"),
                new("Check that authorization is as it was", "etcdctl auth status"),
            ],
        };

    /// <summary>The alarm is raised by each member for itself; one is enough to stop all writes.</summary>
    private static string Of(AlarmState[] alarms) =>
        alarms.Select(a => a.Name).OfType<string>().ToArray() is { Length: > 0 } names ? $" of {Words.Names(names)}" : "";

    private static Finding Corrupt(ClusterState state, AlarmState[] alarms)
    {
        // etcd may name no member, or the one that looked: our own majority tells
        string[] bad = [.. state.Hashes.Divergence?.Bad ?? []];
        string culprit = bad.Length == 0 ? "" : $": by their hashes {Words.Names(bad)} {(bad.Length == 1 ? "is the one that differs" : "are those that differ")}";
        Finding alarm = Alarm("corrupt", "CORRUPT", $"etcd found that members hold different data{culprit}", alarms);
        return alarm with
        {
            Evidence = [.. alarm.Evidence, .. SilentCorruptionRule.Hashes(state)],
            StillWorks = "Nothing that can be trusted: members may answer differently.",
            DoNext =
            [
                new("Stop automation that writes; take a snapshot of each member before you change anything", "etcdctl --endpoints=MEMBER snapshot save MEMBER.db"),
                new("Compare the members' hashes and trust the majority", "etcdctl endpoint hashkv --cluster"),
            ],
        };
    }

    private static Finding Alarm(string rule, string title, string sentence, AlarmState[] alarms) => new()
    {
        Rule = rule,
        Title = title,
        Severity = Severity.Critical,
        Confidence = Confidence.High,
        Sentence = sentence,
        Since = alarms.Min(a => a.Since),
        Confirm = 1,
        Evidence = [.. alarms.Select(a => new Evidence(
            a.Name is null ? $"etcd raises {a.Type} and names no member" : $"{a.Name} raised {a.Type}", $"seen since {Words.Time(a.Since)}", a.Name, a.InStatus ? "status" : "alarm_list"))],
    };
}
