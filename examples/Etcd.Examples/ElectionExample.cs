using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class ElectionExample
{
    /// <summary>Two nodes in one process: the first resigns, the second follows.</summary>
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: election
        await using var session = new EtcdSession(client, new SessionOptions { Owner = "node-1" });
        var election = new LeaderElection(session, "/election/primary");
        Leadership leadership = await election.CampaignAsync(ct);
        Console.WriteLine($"node-1 leads: {election.IsLeader}, fence {leadership.Fence.Token}");
        await leadership.CommitAsync(new Txn().Then(Op.Put("/jobs/last", "report-7")), ct); // only while we lead
        // end
        // guide: election-resign
        await using var other = new EtcdSession(client, new SessionOptions { Owner = "node-2" }); // elsewhere another process
        Task<Leadership> next = new LeaderElection(other, "/election/primary").CampaignAsync(ct).AsTask();
        await leadership.ResignAsync(ct);
        await using Leadership second = await next;
        Console.WriteLine($"After the resignation: {await election.GetLeaderAsync(ct)}");
        // end
    }

    /// <summary>One node, until Ctrl-C.</summary>
    public static async Task RunNodeAsync(EtcdClient client, string node, CancellationToken ct)
    {
        // guide: election-node
        await using var session = new EtcdSession(client, new SessionOptions { Owner = node, Ttl = TimeSpan.FromSeconds(5) });
        var election = new LeaderElection(session, "/election/primary");
        Task participating = election.ParticipateAsync(
            onElected: async (leadership, stop) =>
            {
                Console.WriteLine($"{node}: I am the leader, fence {leadership.Fence.Token}");
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop); // lead, until stop fires
            },
            onDefeated: async reason => await Console.Out.WriteLineAsync($"{node}: lost leadership: {reason}"),
            ct);
        await foreach (Leader? leader in election.ObserveAsync(ct))
        {
            Console.WriteLine(leader is null ? "Nobody leads" : $"Current leader: {leader.Proposal}");
        }
        // end
        await participating;
    }
}
