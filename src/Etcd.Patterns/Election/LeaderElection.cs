using System.Runtime.CompilerServices;
using Etcd.Client;
using Microsoft.Extensions.Logging;

namespace Etcd.Patterns;

/// <summary>
/// At most one leader at a time, first come, first served, in one queue with <c>etcdctl elect</c> and Go clients on the same prefix.
/// <b>It does not by itself keep a leader that stood still from acting late: use the leadership's <see cref="Ownership.CommitAsync"/>,
/// <see cref="Ownership.Guard"/> or <see cref="Ownership.Fence"/>.</b> Thread-safe.
/// </summary>
public sealed class LeaderElection
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly EtcdSession _session;
    private readonly Key _prefix;
    private readonly Entrance<Leadership> _entrance;
    private readonly Value _proposal;
    private readonly WeakReference<Leadership?> _mine = new(null); // a hint: it keeps nothing alive and owns nothing

    /// <summary>The election at <paramref name="prefix"/>; a slash is appended to it, as Go's client does. Proposes the session's owner.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public LeaderElection(EtcdSession session, Key prefix)
        : this(session, prefix, session is null ? default : (Value)session.Owner)
    {
    }

    /// <summary>The election at <paramref name="prefix"/>; a slash is appended to it, as Go's client does.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public LeaderElection(EtcdSession session, Key prefix, Value proposal)
    {
        ArgumentNullException.ThrowIfNull(session);
        (_session, _proposal) = (session, proposal);
        _prefix = Prefixes.WithSlash(prefix);
        _entrance = new Entrance<Leadership>(session, new WaitingLine(session, _prefix, KeyRange.Prefix(_prefix)), Won, $"The election '{prefix}' was not won");
    }

    internal TimeProvider Time => _session.Time;

    internal ILoggerFactory LoggerFactory => _session.Client.LoggerFactory;

    /// <summary>True while a leadership of this object is held. A hint from memory: a right to act is only the leadership itself.</summary>
    public bool IsLeader => _mine.TryGetTarget(out var mine) && mine.IsHeld;

    /// <summary>Waits for the leadership, for as long as it takes.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<Leadership> CampaignAsync(CancellationToken cancellationToken = default)
        => _entrance.EnterAsync(_proposal, cancellationToken);

    /// <summary>Waits for the leadership.</summary>
    /// <exception cref="TimeoutException">Somebody else led for so long; we have left the queue.</exception>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<Leadership> CampaignAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => _entrance.EnterAsync(_proposal, timeout, cancellationToken);

    /// <summary>The leadership if nobody leads now; null if somebody does, and nothing is left behind.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<Leadership?> TryCampaignAsync(CancellationToken cancellationToken = default)
        => _entrance.TryEnterAsync(_proposal, cancellationToken);

    /// <summary>The leadership if it comes in time; null if it does not, and we have left the queue.</summary>
    /// <exception cref="EtcdException">etcd refused, or could not be reached within a request timeout.</exception>
    public ValueTask<Leadership?> TryCampaignAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
        => _entrance.TryEnterAsync(_proposal, timeout, cancellationToken);

    /// <summary>Campaigns, leads, and again, until it is cancelled. Trouble with etcd is dealt with inside; what <paramref name="onElected"/> throws ends it and comes out.</summary>
    /// <param name="onElected">Runs while we lead; its token fires on loss too. When it returns, the leadership is resigned and the next campaign begins.</param>
    /// <param name="cancellationToken">Ends it; the leadership is resigned.</param>
    public Task ParticipateAsync(Func<Leadership, CancellationToken, Task> onElected, CancellationToken cancellationToken = default)
        => ParticipateAsync(onElected, static _ => Task.CompletedTask, cancellationToken);

    /// <summary>Campaigns, leads, and again, until it is cancelled. Trouble with etcd is dealt with inside; what the delegates throw ends it and comes out.</summary>
    /// <param name="onElected">Runs while we lead; its token fires on loss too. When it returns, the leadership is resigned and the next campaign begins.</param>
    /// <param name="onDefeated">Runs after a loss, once <paramref name="onElected"/> has returned; not after a resignation.</param>
    /// <param name="cancellationToken">Ends it; the leadership is resigned.</param>
    public async Task ParticipateAsync(Func<Leadership, CancellationToken, Task> onElected, Func<LossReason, Task> onDefeated, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onElected);
        ArgumentNullException.ThrowIfNull(onDefeated);
        while (true)
        {
            if (await LeadOnceAsync(onElected, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                await onDefeated(reason).ConfigureAwait(false);
            }
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Who leads; null when nobody does.</summary>
    /// <exception cref="EtcdException">It cannot be read.</exception>
    public async ValueTask<Leader?> GetLeaderAsync(CancellationToken cancellationToken = default)
    {
        var first = new RangeOptions { OrderBy = RangeOrder.CreateRevision, Limit = 1 };
        var found = await _session.Client.GetRangeAsync(KeyRange.Prefix(_prefix), first, cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : Of(found[0], found.Header.Cluster);
    }

    /// <summary>Who leads now, then every change of leader or proposal; null when nobody leads. Goes on over trouble with etcd.</summary>
    /// <exception cref="EtcdAuthException">The user may not read the election.</exception>
    public async IAsyncEnumerable<Leader?> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cluster = (await _session.Client.GetRangeAsync(KeyRange.Prefix(_prefix), new RangeOptions { Limit = 1, KeysOnly = true }, cancellationToken).ConfigureAwait(false)).Header.Cluster;
        var mirror = await _session.Client.MirrorAsync(KeyRange.Prefix(_prefix), cancellationToken).ConfigureAwait(false);
        await using var _ = mirror.ConfigureAwait(false);
        (bool Known, Leader? Leader) last = default;
        await foreach (var change in mirror.ObserveAsync(cancellationToken).ConfigureAwait(false))
        {
            var leader = change.After.Count == 0 ? null : Of(change.After.Values.MinBy(key => key.CreateRevision), cluster);
            if (!last.Known || leader != last.Leader)
            {
                last = (true, leader);
                yield return leader;
            }
        }
    }

    /// <summary>Campaigns, over trouble with etcd too, leads, and gives the leadership up. What <paramref name="lead"/> throws comes out.</summary>
    /// <returns>Why it was lost, even if <paramref name="lead"/> returned; null when it was not.</returns>
    internal async Task<LossReason?> LeadOnceAsync(Func<Leadership, CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        var leadership = await WinAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = leadership.ConfigureAwait(false);
        try
        {
            await leadership.RunAsync(
                async stop =>
                {
                    await lead(leadership, stop).ConfigureAwait(false);
                    return true;
                }, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (OwnershipLostException lost) when (lost.Fence == leadership.Fence)
        {
            return lost.Reason;
        }
    }

    private static Leader Of(KeyValue key, ClusterId cluster) => new(key.Value, new Fence(cluster, key.CreateRevision), key.Lease);

    private async ValueTask<Leadership> WinAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await CampaignAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is EtcdUnavailableException or EtcdAmbiguousResultException)
            {
                await Task.Delay(Pause, _session.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Leadership Won(Place place)
    {
        var leadership = new Leadership(_session, place, _proposal);
        _mine.SetTarget(leadership);
        return leadership;
    }
}
