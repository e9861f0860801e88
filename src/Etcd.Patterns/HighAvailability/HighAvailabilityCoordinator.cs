using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Active and passive: one process is the primary, the others stand by. In this process one role runs at a time: the primary has returned before the secondary starts,
/// and the other way round. Between processes, the primary's token fires before etcd can elect the next. <b>A primary that stands still beyond that, or ignores its
/// token, may overlap with the next: let it write through the leadership's <see cref="Ownership.CommitAsync"/> or with its <see cref="Ownership.Fence"/>.</b>
/// </summary>
public sealed class HighAvailabilityCoordinator
{
    private readonly LeaderElection _election;
    private readonly Func<Leadership, CancellationToken, Task> _primary;
    private readonly Func<CancellationToken, Task> _secondary;
    private int _role;
    private int _running;

    /// <summary>The roles of one process in <paramref name="election"/>; they run while <see cref="RunAsync"/> does.</summary>
    /// <param name="election">Who is the primary.</param>
    /// <param name="primary">Runs while we lead; its token fires when the leadership is lost, and when the coordinator is cancelled. When it returns, the leadership goes to the next in line.</param>
    /// <param name="secondary">Runs while we wait to be elected; its token fires when we are, and until it has returned nobody is the primary. It may return early: we go on waiting.</param>
    public HighAvailabilityCoordinator(LeaderElection election, Func<Leadership, CancellationToken, Task> primary, Func<CancellationToken, Task> secondary)
    {
        ArgumentNullException.ThrowIfNull(election);
        ArgumentNullException.ThrowIfNull(primary);
        ArgumentNullException.ThrowIfNull(secondary);
        (_election, _primary, _secondary) = (election, primary, secondary);
    }

    /// <summary>What we are now, from memory; a right to act is only the leadership that the primary was given.</summary>
    public HighAvailabilityRole Role
    {
        get => (HighAvailabilityRole)Volatile.Read(ref _role);
        private set => Volatile.Write(ref _role, (int)value);
    }

    /// <summary>Stands by, leads, and again, until it is cancelled. Neither trouble with etcd nor a loss ends it; what a role throws does: it comes out, and the leadership is given up.</summary>
    /// <param name="cancellationToken">Stops it: the role is cancelled and awaited, the leadership resigned.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    /// <exception cref="EtcdException">etcd refuses the campaign.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            throw new InvalidOperationException("This coordinator runs already; its roles would overlap. Await the first RunAsync, or make another coordinator.");
        }
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await TurnAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>Once each: secondary, then primary.</summary>
    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        using var standing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var campaign = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var secondary = Task.Run(() => StandByAsync(campaign, standing.Token), CancellationToken.None); // beside the campaign, even if it never yields
        try
        {
            await _election.LeadOnceAsync(
                async (leadership, stop) =>
                {
                    await standing.CancelAsync().ConfigureAwait(false);
                    await secondary.ConfigureAwait(false);
                    if (leadership.IsHeld) // the secondary may have taken its time
                    {
                        await LeadAsync(leadership, stop).ConfigureAwait(false);
                    }
                }, campaign.Token).ConfigureAwait(false);
        }
        finally
        {
            await standing.CancelAsync().ConfigureAwait(false);
            await secondary.ConfigureAwait(false); // what it throws comes out: it is why the campaign ended
        }
    }

    private async Task StandByAsync(CancellationTokenSource campaign, CancellationToken stop)
    {
        Role = HighAvailabilityRole.Secondary;
        try
        {
            await _secondary(stop).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, _election.Time, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // elected, or stopped
        }
        catch
        {
            await campaign.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            Role = HighAvailabilityRole.None;
        }
    }

    private async Task LeadAsync(Leadership leadership, CancellationToken stop)
    {
        Role = HighAvailabilityRole.Primary;
        try
        {
            await _primary(leadership, stop).ConfigureAwait(false);
        }
        finally
        {
            Role = HighAvailabilityRole.None;
        }
    }
}
