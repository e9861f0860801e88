using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class LeaderTaskExample
{
    /// <summary>Three rounds on the one node that there is.</summary>
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: leader-task
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var session = new EtcdSession(client, new SessionOptions { Owner = "node-1" });
        var election = new LeaderElection(session, "/election/reports");
        int round = 0;
        var reports = new LeaderTask(election, TimeSpan.FromMilliseconds(200), async (leadership, stop) =>
        {
            await leadership.CommitAsync(new Txn().Then(Op.Put("/reports/last", ++round)), stop);
            Console.WriteLine($"Report {round}, written under fence {leadership.Fence.Token}");
            if (round == 3)
            {
                await enough.CancelAsync();
            }
        });
        try
        {
            await reports.RunAsync(enough.Token); // on every node: only the leader's runs
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            Console.WriteLine("Stopped, and the leadership resigned");
        }
        // end
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>One node, until Ctrl-C.</summary>
    public static async Task RunNodeAsync(EtcdClient client, string node, CancellationToken ct)
    {
        await using var session = new EtcdSession(client, new SessionOptions { Owner = node, Ttl = TimeSpan.FromSeconds(5) });
        await new LeaderTask(new LeaderElection(session, "/election/reports"), TimeSpan.FromSeconds(2), (leadership, stop) =>
        {
            Console.WriteLine($"{node}: a round under fence {leadership.Fence.Token}");
            return Task.CompletedTask;
        }).RunAsync(ct);
    }
}
