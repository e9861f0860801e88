using Etcd.Client.Transport;
using Microsoft.Extensions.Logging;

namespace Etcd.Client;

/// <summary>
/// Keeps all held leases of a client alive. A renewal goes out after a third of the time, on a stream of its own, so that none waits
/// behind another that hangs; unanswered, it is repeated at half the time at every member at once, and again until the deadline.
/// Measured with etcd's leader frozen for 9 s and quorum intact: a client that waits on one stream, such as Go's, loses a 5 s lease each time.
/// </summary>
internal sealed class LeaseHub : IAsyncDisposable
{
    // A tick this late says that the process, not the network, was away.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly HashSet<HeldLease> _leases = [];
    private readonly Func<IEnumerable<ITransport>> _members;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _closing = new();
    private long _due = long.MaxValue;
    private long _stoodStillAt;

    public LeaseHub(Func<IEnumerable<ITransport>> members, TimeProvider time, ILoggerFactory loggers)
    {
        (_members, Time, _logger) = (members, time, loggers.CreateLogger("Etcd.Client"));
        _timer = time.CreateTimer(static state => ((LeaseHub)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeProvider Time { get; }

    /// <summary>The moment until which a lease is certain: a tenth of its time before etcd may end it, at least 100 ms, at most 1 s, for late timers and clocks that run apart.</summary>
    public long Deadline(long sentAt, TimeSpan ttl)
    {
        var margin = TimeSpan.FromTicks(Math.Clamp(ttl.Ticks / 10, TimeSpan.TicksPerMillisecond * 100, TimeSpan.TicksPerSecond));
        return After(sentAt, ttl - margin);
    }

    public TimeSpan Until(long timestamp) => Time.GetElapsedTime(Time.GetTimestamp(), timestamp);

    /// <summary>True when the process was stopped for a while after then.</summary>
    public bool StoodStillSince(long timestamp)
    {
        lock (_gate)
        {
            NoteLateness();
            return _stoodStillAt > timestamp;
        }
    }

    public HeldLease Add(HeldLease lease)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, typeof(EtcdClient));
            _leases.Add(lease);
            Arm();
        }
        return lease;
    }

    public void Remove(HeldLease lease, LeaseLossReason reason)
    {
        lock (_gate)
        {
            _leases.Remove(lease);
        }
        if (reason != LeaseLossReason.Released)
        {
            Log.LeaseLost(_logger, lease.Id, reason);
        }
    }

    public async ValueTask DisposeAsync()
    {
        HeldLease[] left;
        lock (_gate)
        {
            _ = _closing.CancelAsync();
            left = [.. _leases];
        }
        await _timer.DisposeAsync().ConfigureAwait(false);
        foreach (var lease in left)
        {
            lease.Lose(LeaseLossReason.Released);
        }
    }

    private void Tick()
    {
        HeldLease[] all;
        lock (_gate)
        {
            NoteLateness();
            all = [.. _leases];
        }
        foreach (var lease in all)
        {
            lease.Expire();
        }
        HeldLease[] first;
        HeldLease[] again;
        lock (_gate)
        {
            HeldLease[] due = [.. _leases.Where(lease => Until(NextTry(lease)) <= TimeSpan.Zero)];
            first = [.. due.Where(lease => lease.Tries == 0)];
            again = [.. due.Where(lease => lease.Tries > 0)];
            foreach (var lease in due)
            {
                lease.Tries++;
            }
            Arm();
        }
        Renew(first, everywhere: false);
        Renew(again, everywhere: true);
    }

    private void Renew(HeldLease[] leases, bool everywhere)
    {
        if (leases.Length == 0)
        {
            return;
        }
        foreach (var member in everywhere ? _members() : _members().Take(1))
        {
            _ = Task.Run(() => new LeaseRenewal(member, Time).RunAsync(leases, _closing.Token), CancellationToken.None);
        }
    }

    // ---- under the lock

    private void Arm()
    {
        _due = long.MaxValue;
        foreach (var lease in _leases)
        {
            _due = Math.Min(_due, Math.Min(NextTry(lease), lease.Deadline));
        }
        var wait = _leases.Count == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Max(0, Until(_due).Ticks));
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void NoteLateness()
    {
        if (_due != long.MaxValue && Until(_due) < -Lateness)
        {
            _stoodStillAt = Time.GetTimestamp();
        }
    }

    // A third, a half, two thirds, five sixths of the time, then the deadline ends it.
    private long NextTry(HeldLease lease) => After(lease.SentAt, lease.Ttl * (2 + lease.Tries) / 6);

    private long After(long timestamp, TimeSpan time) => timestamp + (long)(time.TotalSeconds * Time.TimestampFrequency);
}
