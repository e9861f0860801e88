using Etcd.Testing;
using EtcdMonitor.Cli.Demo;

namespace Faults.Soak;

/// <summary>All that a fault can be done to.</summary>
/// <param name="Cluster">Three members, a proxy before each client port.</param>
/// <param name="Monitor">The monitor.</param>
/// <param name="Webhook">The way to the receiver of its notices.</param>
/// <param name="Random">Seeded.</param>
internal sealed record Scene(EtcdCluster Cluster, Subject Monitor, FaultProxy Webhook, Random Random)
{
    private readonly List<string> _complaints = [];

    /// <summary>What went wrong and is no figure.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
            {
                return [.. _complaints];
            }
        }
    }

    /// <summary>A member by chance.</summary>
    public EtcdMember AnyMember() => Cluster.Members[Random.Next(Cluster.Members.Count)];

    /// <summary>Writes a complaint down.</summary>
    public void Complain(string complaint)
    {
        lock (_complaints)
        {
            _complaints.Add(complaint);
        }
    }

    /// <summary>Takes back every fault there is.</summary>
    public async Task HealAsync(CancellationToken cancellationToken)
    {
        Webhook.Heal();
        foreach (EtcdMember member in Cluster.Members)
        {
            member.Proxy!.Heal();
        }

        await foreach (string _ in new DemoHeal(Cluster).RunAsync(cancellationToken))
        {
            // the steps are for a person at the demo
        }
    }
}
