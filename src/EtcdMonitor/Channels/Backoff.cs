namespace EtcdMonitor.Channels;

/// <summary>Exponential with full jitter on the upper half: receivers that come back are not hit by everybody at once.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>A receiver that returns is tried within this time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Wait before the next attempt; <paramref name="random"/> is in [0, 1).</summary>
    public static TimeSpan After(long attempts, double random)
    {
        TimeSpan full = attempts >= 5 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << (int)attempts));
        return (full / 2) + (full / 2 * random);
    }
}
