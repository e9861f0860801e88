using System.Collections.Immutable;
using System.Globalization;
using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>
/// Reads alarms out of the members' own status in each round, and out of the alarm list, which is a raft proposal and would fail when it matters, when a
/// full check brings one.
/// </summary>
internal static class AlarmFold
{
    /// <summary>The alarms, and what of the alarm list still holds: one that a status told and none tells any more was disarmed since.</summary>
    public static (ImmutableArray<AlarmState> Alarms, ImmutableArray<Alarm> Listed) Fold(ClusterState before, ImmutableArray<MemberState> members, ProbeRound round)
    {
        (string Type, MemberId? Member)[] told = round.Members.All(m => m.Status.Value is null)
            ? [.. before.Alarms.Where(a => a.InStatus).Select(a => (a.Type, a.Member))]
            : [.. round.Members.SelectMany(m => m.Status.Value?.Errors ?? []).Select(Parse).Where(a => a.Type is not null).Select(a => (a.Type!, a.Member)).Distinct()];
        ImmutableArray<Alarm> listed = round.Cluster?.Alarms.Value is { } fresh
            ? [.. fresh.Where(a => a.Type != AlarmType.None)]
            : before.ListedAlarms.RemoveAll(a => Find(before, Key(a)) is { InStatus: true } && !told.Contains(Key(a)));
        ImmutableArray<AlarmState> alarms =
        [
            .. from key in told.Union(listed.Select(Key))
               let name = members.FirstOrDefault(m => key.Member is not null && m.Id == key.Member)?.Name
               orderby key.Type, name
               select (Find(before, key) ?? new AlarmState(key.Type, key.Member, name, round.EndedAt)) with { InStatus = told.Contains(key) },
        ];
        return (alarms, listed);
    }

    private static AlarmState? Find(ClusterState before, (string Type, MemberId? Member) key) => before.Alarms.FirstOrDefault(b => b.Type == key.Type && b.Member == key.Member);

    private static (string Type, MemberId? Member) Key(Alarm alarm) => (alarm.Type == AlarmType.NoSpace ? "NOSPACE" : "CORRUPT", alarm.Member.Number == 0 ? null : alarm.Member);

    /// <summary>etcd writes <c>memberID:10276657743932975437 alarm:NOSPACE </c>; other errors, such as "etcdserver: no leader", are no alarms.</summary>
    private static (string? Type, MemberId? Member) Parse(string error)
    {
        string? type = null;
        MemberId? member = null;
        foreach (string word in error.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith("alarm:", StringComparison.Ordinal))
            {
                type = word["alarm:".Length..];
            }
            else if (word.StartsWith("memberID:", StringComparison.Ordinal)
                && ulong.TryParse(word["memberID:".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out ulong id) && id != 0)
            {
                member = new MemberId(id);
            }
        }

        return (type, member);
    }
}
