using Etcd.Testing;

namespace Faults.Truth;

/// <summary>
/// A network between members that loses packets, as TCP shows it: nothing is lost, all stands still until it is sent again, after 0.2 s and twice as long each time that is lost too
/// (Linux's least retransmission timeout). The kernels that this must run on have no netem.
/// </summary>
internal static class PacketLoss
{
    private static readonly TimeSpan Retransmission = TimeSpan.FromMilliseconds(200);

    // raft sends a heartbeat each 0.1 s on a connection, alone in its packet
    private static readonly TimeSpan Packet = TimeSpan.FromMilliseconds(100);

    /// <summary>Begins to lose that part of all packets, each way of each pair by itself.</summary>
    public static Background Start(Stage stage, double lost)
    {
        (EtcdMember From, EtcdMember To, Random Random)[] ways =
            [.. from a in stage.Cluster.Members from b in stage.Cluster.Members where a != b select (a, b, new Random(stage.Random.Next()))];
        return Background.Start(stop => Task.WhenAll(ways.Select(way => LoseAsync(stage.Cluster, way.From, way.To, way.Random, lost, stop))), stage.Stop);
    }

    private static async Task LoseAsync(EtcdCluster cluster, EtcdMember from, EtcdMember to, Random random, double lost, CancellationToken stop)
    {
        while (true)
        {
            TimeSpan still = TimeSpan.Zero;
            for (TimeSpan wait = Retransmission; random.NextDouble() < lost; wait *= 2)
            {
                still += wait;
            }

            if (still > TimeSpan.Zero)
            {
                cluster.SetPeerFault(from, to, Fault.Blackhole);
                await Task.Delay(still, TimeProvider.System, stop);
                cluster.SetPeerFault(from, to, Fault.Pass);
            }

            await Task.Delay(Packet, TimeProvider.System, stop);
        }
    }
}
