namespace Etcd.Client.Transport;

/// <summary>
/// While calls without a deadline are open, and after one with a deadline has missed it, asks the member for a sign of life and cuts the connection when
/// none comes. By a call, not by HTTP/2 PING: etcd closes a connection that pings more often than every 5 s
/// without being sent anything ("too_many_pings", --grpc-keepalive-min-time): measured on 3.5.30, pings every
/// 2 s cost a quiet watch its connection after 10 s.
/// </summary>
internal sealed class Liveness : IAsyncDisposable
{
    private readonly Func<CancellationToken, ValueTask> _ask;
    private readonly Connection _connection;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private int _open;
    private int _asking;

    public Liveness(Func<CancellationToken, ValueTask> ask, Connection connection, TimeSpan interval, TimeProvider time)
    {
        (_ask, _connection, _interval) = (ask, connection, interval);
        _timer = time.CreateTimer(static state => ((Liveness)state!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A call without a deadline began.</summary>
    public void Opened()
    {
        if (Interlocked.Increment(ref _open) == 1)
        {
            _timer.Change(_interval, _interval);
        }
    }

    /// <summary>It ended.</summary>
    public void Closed()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    /// <summary>A call ran out of time: is it only slow, or is the connection dead? Without this, calls would time out on a dead connection until TCP gives up, a quarter of an hour.</summary>
    public void Suspect() => _ = CheckAsync();

    private void Tick()
    {
        if (Volatile.Read(ref _open) > 0)
        {
            _ = CheckAsync();
        }
    }

    private async Task CheckAsync()
    {
        if (Interlocked.Exchange(ref _asking, 1) == 1)
        {
            return;
        }
        var asked = _connection.Current();
        try
        {
            await _ask(CancellationToken.None).ConfigureAwait(false);
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
