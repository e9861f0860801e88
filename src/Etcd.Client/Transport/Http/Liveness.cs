namespace Etcd.Client.Transport;

/// <summary>
/// While an answer is awaited and none at all comes for an interval, asks the member for a sign of life, and cuts the connection when
/// that does not come either: so a call to a frozen member fails, and can go elsewhere, long before its own deadline, and one to a member
/// that only thinks long does not. By a call, not by HTTP/2 PING: etcd closes a connection that pings more often than every 5 s
/// without being sent anything ("too_many_pings", --grpc-keepalive-min-time): measured on 3.5.30, pings every
/// 2 s cost a quiet watch its connection after 10 s.
/// </summary>
internal sealed class Liveness : IAsyncDisposable
{
    private readonly Func<CancellationToken, ValueTask> _ask;
    private readonly Connection _connection;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private (DialledConnection? Connection, long Answers) _seen;
    private volatile bool _ticking;
    private int _open;
    private int _asking;

    public Liveness(Func<CancellationToken, ValueTask> ask, Connection connection, TimeSpan interval, TimeProvider time)
    {
        (_ask, _connection, _interval) = (ask, connection, interval);
        _timer = time.CreateTimer(static state => ((Liveness)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A call began.</summary>
    public void Opened()
    {
        Interlocked.Increment(ref _open);
        if (!_ticking)
        {
            Start();
        }
    }

    /// <summary>It ended.</summary>
    public void Closed() => Interlocked.Decrement(ref _open);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    /// <summary>A call ran out of time: is it only slow, or is the connection dead? Without this, calls would time out on a dead connection until TCP gives up, a quarter of an hour.</summary>
    public void Suspect() => _ = CheckAsync();

    private (DialledConnection?, long) Seen() => _connection.Current is { } connection ? (connection, connection.Answers) : default;

    private void Start()
    {
        lock (_gate)
        {
            if (!_ticking)
            {
                _ticking = true;
                _timer.Change(_interval, _interval);
            }
        }
    }

    private void Tick()
    {
        if (Volatile.Read(ref _open) == 0)
        {
            Stop();
            return;
        }
        var last = _seen;
        _seen = Seen();
        if (_seen == last)
        {
            _ = CheckAsync();
        }
    }

    // Only after a tick without a call, so that a series of short ones does not start and stop the timer each time.
    private void Stop()
    {
        lock (_gate)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _ticking = false;
            Interlocked.MemoryBarrier(); // a call that begins now sees that nothing ticks, or we see the call
        }
        if (Volatile.Read(ref _open) > 0)
        {
            Start();
        }
    }

    private async Task CheckAsync()
    {
        if (Interlocked.Exchange(ref _asking, 1) == 1)
        {
            return;
        }
        var asked = _connection.Current;
        try
        {
            await _ask(CancellationToken.None).ConfigureAwait(false);
            _seen = Seen(); // the answer to this counts for now only: a quiet stream is asked again after an interval
        }
        catch (EtcdException e) when (e.Failure == EtcdFailure.Timeout)
        {
            _connection.Cut(asked, $"the connection is dead: no sign of life within {_interval.TotalSeconds:0.###} s");
        }
        catch (Exception)
        {
            // refused, reset, or no such call: either it answered, or the open calls learn of it themselves
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }
}
