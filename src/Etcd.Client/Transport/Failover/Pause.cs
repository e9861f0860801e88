namespace Etcd.Client.Transport;

/// <summary>How long to wait before the next try: doubled each time up to a second, and spread by chance so that clients do not come back in step.</summary>
internal sealed class Pause(TimeProvider time, Func<double> randomizer)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private TimeSpan _next = First;

    /// <summary>Between a half and the whole of the present step.</summary>
    public TimeSpan Next()
    {
        var step = _next;
        _next = step * 2 < Longest ? step * 2 : Longest;
        return step * (0.5 + (randomizer() / 2));
    }

    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Next(), time, cancellationToken);

    /// <summary>Something worked.</summary>
    public void Reset() => _next = First;
}
