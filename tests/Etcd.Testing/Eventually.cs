namespace Etcd.Testing;

/// <summary>Awaits a condition that no event announces: with a deadline, and with what was seen last in the failure.</summary>
public static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Returns how long it took until <paramref name="condition"/> held.</summary>
    /// <param name="condition">Asked every 20 ms.</param>
    /// <param name="what">The condition in words.</param>
    /// <param name="deadline">Longest wait; null: 10 s.</param>
    /// <param name="seen">Describes the present state for the failure.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static async Task<TimeSpan> TrueAsync(
        Func<bool> condition, string what, TimeSpan? deadline = null, Func<string>? seen = null, CancellationToken cancellationToken = default)
    {
        long start = TimeProvider.System.GetTimestamp();
        await GetAsync(_ => ValueTask.FromResult(condition()), holds => holds, what, deadline, _ => seen?.Invoke(), cancellationToken).ConfigureAwait(false);
        return TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Returns the first value for which <paramref name="until"/> holds.</summary>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public static async Task<T> GetAsync<T>(
        Func<CancellationToken, ValueTask<T>> get, Func<T, bool> until, string what, TimeSpan? deadline = null, Func<T, string?>? describe = null, CancellationToken cancellationToken = default)
    {
        long start = TimeProvider.System.GetTimestamp();
        using PeriodicTimer timer = new(Step);
        while (true)
        {
            T value = await get(cancellationToken).ConfigureAwait(false);
            if (until(value))
            {
                return value;
            }

            if (TimeProvider.System.GetElapsedTime(start) > (deadline ?? Patience))
            {
                throw new TimeoutException($"not within {(deadline ?? Patience).TotalSeconds:0.#} s: {what}. Seen last: {(describe is null ? value?.ToString() : describe(value))}");
            }

            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
