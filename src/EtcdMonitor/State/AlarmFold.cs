using System.Collections.Immutable;
using System.Globalization;
using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>
/// Reads alarms out of the members' own status. Asking for the alarm list is a raft proposal: it needs a quorum and would
/// fail when it matters.
/// </summary>
internal static class AlarmFold
{
    public static ImmutableArray<AlarmState> Fold(ImmutableArray<AlarmState> before, ImmutableArray<MemberState> members, ProbeRound round, DateTimeOffset now)
    {
        if (round.Members.All(m => m.Status.Value is null))
        {
            return before;
        }

        return
        [
            .. from error in round.Members.SelectMany(m => m.Status.Value?.Errors ?? []).Distinct(StringComparer.Ordinal)
               let alarm = Parse(error)
               where alarm.Type is not null
               let name = members.FirstOrDefault(m => alarm.Member is not null && m.Id == alarm.Member)?.Name
               orderby alarm.Type, name
               select before.FirstOrDefault(b => b.Type == alarm.Type && b.Member == alarm.Member) ?? new AlarmState(alarm.Type!, alarm.Member, name, now),
        ];
    }

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
