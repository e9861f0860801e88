namespace Etcd.Patterns;

/// <summary>A shard and the work on it: asked to stop, it gives the shard back once the work has returned.</summary>
internal sealed class RunningShard : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Func<Shard, CancellationToken, Task> _work;
    private readonly CancellationTokenSource _stop;

    public RunningShard(Shard shard, TimeProvider time, Func<Shard, CancellationToken, Task> work, CancellationToken life)
    {
        (Shard, _time, _work) = (shard, time, work);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(life);
    }

    public Shard Shard { get; }

    public bool IsStopping => _stop.IsCancellationRequested;

    /// <summary>Ends when the work has returned and the shard is given back or lost.</summary>
    public Task Task { get; set; } = Task.CompletedTask;

    public void Stop()
    {
        try
        {
            _ = _stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // it has just returned by itself
        }
    }

    /// <summary>Returns when the work has returned and the shard is given back or lost.</summary>
    /// <exception cref="Exception">What the work threw, other than that it was stopped or has lost the shard.</exception>
    public async Task RunAsync()
    {
        await using var _ = Shard.ConfigureAwait(false);
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            await Shard.RunAsync(
                async stop =>
                {
                    await _work(Shard, stop).ConfigureAwait(false);
                    // done with it, and still its owner: nobody else is to begin anew
                    using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, Shard.Ended);
                    await Task.Delay(Timeout.InfiniteTimeSpan, _time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return true;
                }, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // as it was asked to
        }
        catch (OwnershipLostException lost) when (lost.Fence == Shard.Fence)
        {
            // whoever has it now has a higher fence
        }
    }

    public void Dispose() => _stop.Dispose();
}
