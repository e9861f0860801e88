using EtcdMonitor.Bundles;
using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor;

/// <summary>Judges a cluster on the spot, without a running monitor and without history.</summary>
public static class DirectCheck
{
    /// <summary>Asks for <paramref name="rounds"/> rounds, one probe interval apart, and judges what was seen. Two are enough for every verdict that needs confirmation.</summary>
    public static async Task<ClusterSnapshot> RunAsync(
        ClusterOptions cluster, ProbeOptions probes, Thresholds thresholds, int rounds, CancellationToken cancellationToken, TimeProvider? time = null) =>
        (await RecordAsync(cluster, probes, thresholds, rounds, cancellationToken, time).ConfigureAwait(false)).Snapshot;

    /// <summary>The same, with the rounds that the judgement rests on.</summary>
    public static async Task<(ClusterSnapshot Snapshot, Recording Recording)> RecordAsync(
        ClusterOptions cluster, ProbeOptions probes, Thresholds thresholds, int rounds, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        TimeProvider clock = time ?? TimeProvider.System;
        using ProbeMetrics metrics = new();
        Prober prober = new(cluster, probes with { WriteCanary = new() }, metrics, clock); // whoever only looks must not write
        await using (prober.ConfigureAwait(false))
        {
            Recorder recorder = new();
            ClusterObserver observer = new(cluster, prober, clock);
            ClusterState start = ClusterFold.Start(cluster, null, clock.GetUtcNow());
            ClusterSnapshot snapshot = new(start, Judge.Next(null, start, RuleBook.Default, thresholds), []);
            using PeriodicTimer timer = new(probes.ProbeInterval, clock);
            for (int round = 0; round < rounds; round++)
            {
                if (round > 0)
                {
                    await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
                }

                Observation seen = await observer.NextAsync(snapshot.State, cancellationToken).ConfigureAwait(false);
                Verdict verdict = Judge.Next(snapshot.Verdict, seen.State, RuleBook.Default, thresholds);
                recorder.Add(snapshot, seen.Rounds, verdict);
                snapshot = new(seen.State, verdict, []);
            }

            return (snapshot, recorder.Read()!);
        }
    }
}
