using Etcd.Client;

namespace Etcd.Examples;

internal static class RateLimitExample
{
    /// <summary>Two nodes in one process ask at the same time; together they get no more than one of them alone would.</summary>
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        var asked = await Task.WhenAll(AskAsync(client, "node-1", 6, ct), AskAsync(client, "node-2", 6, ct));
        Console.WriteLine($"{asked.Sum()} of 12 let through; 4 at once, and 30 an hour");
    }

    // guide: rate-limit-use
    private static async Task<int> AskAsync(EtcdClient client, string node, int times, CancellationToken ct)
    {
        int passed = 0;
        for (int request = 1; request <= times; request++)
        {
            TimeSpan wait = await TakeAsync(client, "/limits/password-reset/user-42", burst: 4, interval: TimeSpan.FromMinutes(2), ct);
            Console.WriteLine(wait == TimeSpan.Zero ? $"{node}: request {request} passes" : $"{node}: request {request} gets 429, Retry-After {Math.Ceiling(wait.TotalSeconds)}");
            passed += wait == TimeSpan.Zero ? 1 : 0;
        }
        return passed;
    }
    // end

    // guide: rate-limit
    /// <summary>Takes one permit: zero when there was one, else how long until the next.</summary>
    private static ValueTask<TimeSpan> TakeAsync(EtcdClient client, Key key, int burst, TimeSpan interval, CancellationToken ct)
        => client.TransactAsync(async (stm, token) =>
        {
            var now = TimeSpan.FromMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            long stored = (await stm.GetAsync(key, token))?.Parse<long>() ?? 0;
            var due = TimeSpan.FromMilliseconds(Math.Max(stored, (long)now.TotalMilliseconds)); // when the next is due, had they come evenly
            TimeSpan early = due - now - (interval * (burst - 1));
            if (early > TimeSpan.Zero)
            {
                return early; // nothing is written
            }
            stm.Put(key, (long)(due + interval).TotalMilliseconds);
            return TimeSpan.Zero;
        }, new StmOptions { OperationPrefix = key.Append(".operations/") }, ct); // a lost answer takes no second permit
    // end
}
