using System.Diagnostics.CodeAnalysis;
using Etcd.Client;
using Microsoft.Extensions.Logging;

namespace Etcd.Patterns;

/// <summary>
/// Work that only the leader does, round by round. One round at a time in the whole cluster, as far as it keeps to its token: the token fires before etcd can give the
/// leadership to somebody else, and the next leader starts only then. <b>A round that stands still beyond that, or ignores its token, may overlap with one of the next
/// leader: let it write through the leadership's <see cref="Ownership.CommitAsync"/> or with its <see cref="Ownership.Fence"/>.</b>
/// </summary>
public sealed class LeaderTask
{
    private readonly LeaderElection _election;
    private readonly TimeSpan _interval;
    private readonly Func<Leadership, CancellationToken, Task> _work;
    private readonly LeaderTaskOptions _options;
    private readonly ILogger _log;

    /// <summary>A task for the leader of <paramref name="election"/>; it runs while <see cref="RunAsync"/> does.</summary>
    /// <param name="election">Who leads.</param>
    /// <param name="interval">From the start of a round to the start of the next. A round that takes longer makes the next start when it ends; what was missed is not made up for.</param>
    /// <param name="work">A round. Its token fires when the leadership is lost, and when the loop is cancelled.</param>
    /// <param name="options">Copied.</param>
    /// <exception cref="ArgumentException">The interval is not between 1 ms and 49 days, or an option makes no sense; the message names all that do not.</exception>
    public LeaderTask(LeaderElection election, TimeSpan interval, Func<Leadership, CancellationToken, Task> work, LeaderTaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(election);
        ArgumentNullException.ThrowIfNull(work);
        _options = (options ?? new LeaderTaskOptions()).Validated(interval);
        (_election, _interval, _work) = (election, interval, work);
        _log = election.LoggerFactory.CreateLogger(typeof(LeaderTask).FullName!);
    }

    /// <summary>Campaigns, does the rounds while it leads, and again, until it is cancelled. Neither trouble with etcd nor a loss ends it: a loss cancels the round, and when that has returned, it campaigns anew.</summary>
    /// <param name="cancellationToken">Stops it: the round is cancelled and awaited, the leadership resigned.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="EtcdException">etcd refuses the campaign.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var resigned = false;
            await _election.LeadOnceAsync(
                async (leadership, stop) => resigned = !await RoundsAsync(leadership, stop).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (resigned)
            {
                // alone in the queue we would lead again at once, and fail again at once
                await Task.Delay(_interval, _election.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>False when a round failed and the leadership is to go to another.</summary>
    private async Task<bool> RoundsAsync(Leadership leadership, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_interval, _election.Time); // ticks that nobody waited for are one
        if (!_options.RunAtOnce)
        {
            await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }
        while (leadership.IsHeld) // asks the clock: we may have stood still since the timer was set
        {
            if (!await RoundAsync(leadership, stop).ConfigureAwait(false))
            {
                return false;
            }
            await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }
        return true;
    }

    [SuppressMessage("Design", "CA1031", Justification = "What to do about an error is the option's business, whatever the error is.")]
    private async ValueTask<bool> RoundAsync(Leadership leadership, CancellationToken stop)
    {
        try
        {
            await _work(leadership, stop).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (_options.OnError != OnTaskError.Throw && !IsTheEnd(e, leadership, stop))
        {
            var resigns = _options.OnError == OnTaskError.Resign;
            ElectionLog.RoundFailed(_log, leadership.Key.ToString(), resigns ? "we resign and stand again after an interval" : "the next round comes at its time", e);
            return !resigns;
        }
    }

    // The round was cancelled, or has found out that the leadership is lost: no error of its own.
    private static bool IsTheEnd(Exception e, Leadership leadership, CancellationToken stop)
        => (e is OperationCanceledException && stop.IsCancellationRequested) || (e is OwnershipLostException lost && lost.Fence == leadership.Fence);
}
