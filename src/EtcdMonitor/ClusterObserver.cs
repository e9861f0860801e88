using EtcdMonitor.Clusters;
using EtcdMonitor.Hashes;
using EtcdMonitor.Probes;
using EtcdMonitor.State;

namespace EtcdMonitor;

/// <summary>One round of observation: whom to ask, what they say, what is known now.</summary>
internal sealed class ClusterObserver(ClusterOptions cluster, Prober prober, TimeProvider time, HashOptions? hashes = null)
{
    private bool _requested;

    /// <summary>Has the members' hashes compared with the next rounds, whatever the size of their databases.</summary>
    public void RequestHashes() => Volatile.Write(ref _requested, true);

    /// <summary>The next state. The first answers name members that nobody configured: those are asked at once, so that the first verdict is about all.</summary>
    public async Task<Observation> NextAsync(ClusterState before, CancellationToken cancellationToken)
    {
        Observation first = await AskAsync(before, cancellationToken).ConfigureAwait(false);
        if (before.Round > 0 || first.State.UnaskedVoters == 0)
        {
            return first;
        }

        Observation second = await AskAsync(first.State, cancellationToken).ConfigureAwait(false);
        return second with { Rounds = [.. first.Rounds, .. second.Rounds] };
    }

    private async Task<Observation> AskAsync(ClusterState state, CancellationToken cancellationToken)
    {
        (state, HashQuestion? hash) = Hash(state);
        SlowQuestions slow = new(hash, SlowQuestions.Peers(cluster, state.Listed, state.EndpointIds));
        HashSet<string> failing = [.. state.Endpoints.Where(e => e.Failure is not null).Select(e => e.Endpoint)];
        IReadOnlyCollection<Target> targets = Targets.Of(cluster, state.Listed, state.EndpointIds, failing);
        ProbeRound round = await prober.AskAsync(targets, Voices(state), slow, WriteTarget.Of(state), cancellationToken).ConfigureAwait(false);
        return new(ClusterFold.Fold(state, round), [round]);
    }

    /// <summary>Voters that just proved a quorum behind them.</summary>
    private static string[] Voices(ClusterState state) => [.. state.ServingVoters.Where(m => m.SampledAt == state.At).Select(m => m.Endpoint)];

    private (ClusterState State, HashQuestion? Ask) Hash(ClusterState state)
    {
        if (hashes is null)
        {
            return (state, null);
        }

        bool requested = Volatile.Read(ref _requested);
        (HashState next, HashQuestion? ask) = HashPlan.Next(state, hashes, requested, time.GetUtcNow());
        if (requested && next.Current is { IsRequested: true })
        {
            Volatile.Write(ref _requested, false);
        }

        return (state with { Hashes = next }, ask);
    }
}
