namespace Etcd.Patterns;

/// <summary>Waits that end by a timeout, told apart from those that end by their caller's token.</summary>
internal static class Timed
{
    // The longest that a timer takes, 49 days; whoever says more means for ever, as TimeSpan.MaxValue does.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Runs <paramref name="wait"/> with a token that also fires after <paramref name="timeout"/>; null when it did.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is negative, and not <see cref="Timeout.InfiniteTimeSpan"/>.</exception>
    public static async ValueTask<T?> RunAsync<T>(Func<CancellationToken, ValueTask<T>> wait, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
        where T : class
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        }
        using var limit = new CancellationTokenSource(timeout > Longest ? Timeout.InfiniteTimeSpan : timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await wait(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
