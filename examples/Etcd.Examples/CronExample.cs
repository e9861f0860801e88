using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class CronExample
{
    /// <summary>Two nodes in one process: the first runs two slots and stops, the second goes on.</summary>
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        await RunSlotsAsync(client, "node-1", 2, ct);
        await RunSlotsAsync(client, "node-2", 2, ct);
        ct.ThrowIfCancellationRequested();
    }

    // guide: cron
    private static async Task RunSlotsAsync(EtcdClient client, string node, int slots, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var session = new EtcdSession(client, new SessionOptions { Owner = node, Ttl = TimeSpan.FromSeconds(5) });
        var election = new LeaderElection(session, "/cron/leader");
        var cron = new LeaderTask(election, TimeSpan.FromMilliseconds(100), async (leadership, stop) =>
        {
            long slot = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 500; // cron has minutes; half a second is enough here
            long last = (await client.GetAsync("/cron/report", stop))?.Value.Parse<long>() ?? 0;
            if (slot > last)
            {
                await leadership.CommitAsync(new Txn().Then(Op.Put("/cron/report", slot)), stop); // first the claim: at most once
                Console.WriteLine($"{node}: the report, for slot {slot % 1000}"); // then the work
                if (--slots == 0)
                {
                    await enough.CancelAsync();
                }
            }
        });
        try
        {
            await cron.RunAsync(enough.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"{node}: stopped; the next leader goes on after the last slot");
        }
    }
    // end
}
