namespace Etcd.Tests;

/// <summary>Waits for a condition, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static async Task<T> GetAsync<T>(Func<CancellationToken, ValueTask<T>> get, Func<T, bool> until)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await get(TestContext.Current.CancellationToken);
            if (until(value))
            {
                return value;
            }
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Deadline, $"It did not come true within {Deadline}; at last it was {value}.");
            await Task.Delay(Poll, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
