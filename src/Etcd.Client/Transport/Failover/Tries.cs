namespace Etcd.Client.Transport;

/// <summary>The tries of one call: how much time is left, and whether and when there is another.</summary>
internal struct Tries(TimeSpan timeout, EtcdClientOptions options, EndpointSet endpoints)
{
    private readonly long _started = options.TimeProvider.GetTimestamp();
    private Pause? _pause;
    private int _failed;
    private int _permanent;

    public readonly TimeSpan Left()
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            return timeout;
        }
        var left = timeout - options.TimeProvider.GetElapsedTime(_started);
        return left > TimeSpan.Zero ? left : TimeSpan.FromTicks(1);
    }

    /// <summary>True when the call is to be tried again; waits before, once every member has had its turn.</summary>
    public ValueTask<bool> AgainAsync(EtcdException failure, CancellationToken cancellationToken)
    {
        var step = options.Retry ? RetryTable.After(failure) : RetryStep.Stop;
        if (step == RetryStep.Stop)
        {
            return new(false);
        }
        var members = endpoints.Count;
        _permanent += RetryTable.IsPermanent(failure) ? 1 : 0;
        if (_permanent >= members)
        {
            return new(false); // wrong everywhere, and no wait will mend it
        }
        _failed++;
        if (step == RetryStep.Elsewhere && _failed < members)
        {
            return new(true);
        }
        var pause = (_pause ??= new Pause(options.TimeProvider, options.Randomizer)).Next();
        return timeout != Timeout.InfiniteTimeSpan && pause >= Left() ? new(false) : WaitAsync(pause, options.TimeProvider, cancellationToken);
    }

    private static async ValueTask<bool> WaitAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken)
    {
        await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
