using System.Diagnostics;

namespace EtcdMonitor.Tests.Support;

/// <summary>Waits for a condition, with a deadline and a reason in the failure.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns how long it took until <paramref name="condition"/> held.</summary>
    public static async Task<TimeSpan> IsTrueAsync(Func<bool> condition, TimeSpan deadline, string what, Func<string>? seen = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using PeriodicTimer timer = new(Step);
        while (!condition())
        {
            if (watch.Elapsed > deadline)
            {
                throw new TimeoutException($"not within {deadline.TotalSeconds} s: {what}. Seen last: {seen?.Invoke()}");
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return watch.Elapsed;
    }
}
