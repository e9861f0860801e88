using System.Collections.Immutable;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.Samples;
using EtcdMonitor.State;

namespace EtcdMonitor.Bundles;

/// <summary>Runs the folds and the rules of this version over recorded rounds.</summary>
public static class Replay
{
    /// <summary>How far back pages are kept to compare with, as when they are read.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>What this version makes of each round, with what was recorded of it.</summary>
    public static IEnumerable<ReplayedRound> Run(Recording recording, Thresholds thresholds)
    {
        ClusterSnapshot snapshot = recording.Opening.ToSnapshot();
        Dictionary<string, Queue<MetricsPage>> earlier = new(StringComparer.Ordinal);
        foreach (RecordedRound recorded in recording.Rounds)
        {
            ImmutableArray<MetricsReading> pages = [.. recorded.Pages.Select(page => Reading(page, earlier))];
            ClusterState state = snapshot.State;
            for (int i = 0; i < recorded.Rounds.Length; i++)
            {
                ProbeRound round = recorded.Rounds[i];
                state = ClusterFold.Fold(state, i == recorded.Rounds.Length - 1 ? round with { Pages = pages } : round);
            }

            snapshot = new(state, Judge.Next(snapshot.Verdict, state, RuleBook.Default, thresholds), []);
            yield return new(snapshot, recorded.Verdict);
        }
    }

    private static MetricsReading Reading(RecordedPage recorded, Dictionary<string, Queue<MetricsPage>> earlier)
    {
        if (recorded.ToPage() is not { } page)
        {
            return new(recorded.Endpoint, recorded.At, null, recorded.Failure, recorded.Missing) { GoodFor = recorded.GoodFor };
        }

        if (!earlier.TryGetValue(recorded.Endpoint, out Queue<MetricsPage>? before))
        {
            earlier.Add(recorded.Endpoint, before = new());
        }

        MetricsDelta delta = new(page, [.. before]);
        before.Enqueue(page);
        while (page.At - before.Peek().At > Window)
        {
            before.Dequeue();
        }

        return new(recorded.Endpoint, recorded.At, delta, recorded.Failure, null) { GoodFor = recorded.GoodFor };
    }
}
