using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;
using EtcdMonitor.State;

namespace EtcdMonitor;

/// <summary>One round of observation: whom to ask, what they say, what is known now.</summary>
internal sealed class ClusterObserver(ClusterOptions cluster, Prober prober)
{
    /// <summary>The next state. The first answers name members that nobody configured: those are asked at once, so that the first verdict is about all.</summary>
    public async Task<ClusterState> NextAsync(ClusterState before, CancellationToken cancellationToken)
    {
        ClusterState state = await AskAsync(before, cancellationToken).ConfigureAwait(false);
        return before.Round == 0 && state.UnaskedVoters > 0 ? await AskAsync(state, cancellationToken).ConfigureAwait(false) : state;
    }

    private async Task<ClusterState> AskAsync(ClusterState state, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> targets = Targets.Of(cluster, state.Listed, state.EndpointIds);
        ProbeRound round = await prober.AskAsync(targets, cancellationToken).ConfigureAwait(false);
        return ClusterFold.Fold(state, round);
    }
}
