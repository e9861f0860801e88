using System.Collections.Immutable;
using EtcdMonitor.Alerts;

namespace EtcdMonitor.Storage;

/// <summary>
/// Rounds of one cluster that are not on the disk, oldest first. A disk that fails for days must not take the memory too, so of the oldest rounds goes what can be lost:
/// their events, and what a later round says anew about the same alert or the leadership. Notices all stay: they are few, and each is a page that nobody got yet.
/// </summary>
internal static class Backlog
{
    /// <summary>Rounds that stay whole. Only those that changed something wait: an hour of a cluster that flaps every four seconds.</summary>
    public const int MostRounds = 1000;

    /// <summary>What stays, and how many rows will never be written.</summary>
    public static (ImmutableList<RoundRecord> Rounds, int Lost) Bound(ImmutableList<RoundRecord> rounds)
    {
        if (rounds.Count <= MostRounds)
        {
            return (rounds, 0);
        }

        HashSet<string> later = new(StringComparer.Ordinal);
        HashSet<(string Id, int Generation)> same = [];
        bool leadership = false;
        int lost = 0;
        List<RoundRecord> kept = [];
        for (int index = rounds.Count - 1; index >= 0; index--)
        {
            RoundRecord round = rounds[index];
            if (index < rounds.Count - MostRounds)
            {
                lost += round.Events.Length + round.Alerts.Count(alert => later.Contains(alert.Id) && !same.Contains((alert.Id, alert.Generation)));
                round = round with { Events = [], Alerts = round.Alerts.RemoveAll(alert => later.Contains(alert.Id)), Leadership = leadership ? null : round.Leadership };
            }

            foreach (Alert alert in round.Alerts)
            {
                later.Add(alert.Id);
                same.Add((alert.Id, alert.Generation));
            }

            leadership |= round.Leadership is not null;
            if (!round.IsEmpty)
            {
                kept.Add(round);
            }
        }

        kept.Reverse();
        return ([.. kept], lost);
    }
}
