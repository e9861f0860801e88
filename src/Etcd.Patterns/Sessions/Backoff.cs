namespace Etcd.Patterns;

/// <summary>How long a background loop waits before it tries again: doubled each time up to 5 s, and spread by chance so that processes do not come back in step.</summary>
internal sealed class Backoff(TimeProvider time, Func<double> randomizer)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private TimeSpan _next = First;

    /// <summary>Waits between a half and the whole of the present step; returns also when it is stopped.</summary>
    public async ValueTask WaitAsync(CancellationToken stop)
    {
        var step = _next * (0.5 + (randomizer() / 2));
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        await Task.Delay(step, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Something worked.</summary>
    public void Reset() => _next = First;
}
