namespace Etcd.Testing;

/// <summary>A clock that stands still until it is told to advance. Timers fire inside <see cref="Advance"/>, on the caller's thread, each at its own time and in order. Thread-safe.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly DateTimeOffset _start;
    private long _elapsed;
    private long _order;

    /// <summary>A clock that shows 2030-01-01 00:00 UTC.</summary>
    public ManualTime()
        : this(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that shows <paramref name="start"/>.</summary>
    public ManualTime(DateTimeOffset start) => _start = start;

    /// <summary>How many timers wait to fire: a test awaits it before it advances, so that nobody misses the step.</summary>
    public int Pending
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks(GetTimestamp());

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    /// <summary>Moves the clock on, and fires what falls due on the way; also what these timers start anew.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = GetTimestamp() + by.Ticks;
        while (NextUntil(end) is { } due)
        {
            due.Fire();
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Schedule(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (timer.IsDisposed)
            {
                return false;
            }
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                // of the same time, the earlier set fires first
                (timer.Due, timer.Order, timer.Period) = (_elapsed + dueTime.Ticks, _order++, period);
                _timers.Add(timer);
            }
            return true;
        }
    }

    internal void Remove(ManualTimer timer)
    {
        lock (_gate)
        {
            timer.IsDisposed = true;
            _timers.Remove(timer);
        }
    }

    // The next timer to fire, with the clock at its time; null, and the clock at the end, when there is none left.
    private ManualTimer? NextUntil(long end)
    {
        lock (_gate)
        {
            var next = _timers.MinBy(timer => (timer.Due, timer.Order));
            if (next is null || next.Due > end)
            {
                Interlocked.Exchange(ref _elapsed, Math.Max(_elapsed, end));
                return null;
            }
            Interlocked.Exchange(ref _elapsed, Math.Max(_elapsed, next.Due));
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                (next.Due, next.Order) = (next.Due + next.Period.Ticks, _order++);
                _timers.Add(next);
            }
            return next;
        }
    }
}
