namespace EtcdMonitor.Probes;

/// <summary>A question that is asked beside the rounds, one at a time: a round takes the answer when it is there and never waits for it.</summary>
internal sealed class Beside<T>
    where T : class
{
    private Task<T>? _task;
    private DateTimeOffset? _asked;

    /// <summary>How often it was asked when it was due.</summary>
    public int Count { get; private set; }

    /// <summary>Ends with what is under way.</summary>
    public Task UnderWay => _task ?? Task.CompletedTask;

    /// <summary>The answer, once; null: none arrived since.</summary>
    public async ValueTask<T?> TakeAsync()
    {
        if (_task is not { IsCompleted: true } task)
        {
            return null;
        }

        _task = null;

        // failures are answers; what is thrown here is a fault of ours, for the round to tell
        return task.IsCanceled ? null : await task.ConfigureAwait(false);
    }

    /// <summary>Asks when <paramref name="period"/> is over since the last time and nothing is under way.</summary>
    public void AskWhenDue(DateTimeOffset now, TimeSpan period, Func<Task<T>> ask)
    {
        if (_task is null && !(now - _asked < period))
        {
            _asked = now;
            Count++;
            _task = ask();
        }
    }

    /// <summary>Asks now, unless something is under way.</summary>
    public void Ask(Func<Task<T>> ask) => _task ??= ask();
}
