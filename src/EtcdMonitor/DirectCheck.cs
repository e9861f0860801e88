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
        ClusterOptions cluster, ProbeOptions probes, Thresholds thresholds, int rounds, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        using ProbeMetrics metrics = new();
        Prober prober = new(cluster, probes, metrics, clock);
        await using (prober.ConfigureAwait(false))
        {
            ClusterObserver observer = new(cluster, prober);
            ClusterState state = ClusterFold.Start(cluster, null, clock.GetUtcNow());
            Verdict verdict = Judge.Next(null, state, RuleBook.Default, thresholds);
            using PeriodicTimer timer = new(probes.ProbeInterval, clock);
            for (int round = 0; round < rounds; round++)
            {
                if (round > 0)
                {
                    await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
                }

                state = await observer.NextAsync(state, cancellationToken).ConfigureAwait(false);
                verdict = Judge.Next(verdict, state, RuleBook.Default, thresholds);
            }

            return new ClusterSnapshot(state, verdict, []);
        }
    }
}
