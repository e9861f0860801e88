namespace Etcd.Testing;

public sealed partial class EtcdCluster
{
    /// <summary>Cuts the network between two members, both ways, open connections included: nothing arrives and nobody is told. Clients reach both.</summary>
    /// <exception cref="InvalidOperationException">The options have no <see cref="EtcdClusterOptions.PeerProxies"/>.</exception>
    public void Partition(EtcdMember a, EtcdMember b)
    {
        SetPeerFault(a, b, Fault.Blackhole);
        SetPeerFault(b, a, Fault.Blackhole);
    }

    /// <summary>Cuts a member off from all others that there are now, both ways. Clients reach it.</summary>
    /// <exception cref="InvalidOperationException">The options have no <see cref="EtcdClusterOptions.PeerProxies"/>.</exception>
    public void Isolate(EtcdMember member)
    {
        foreach (var other in _members.Where(each => each != Own(member)))
        {
            Partition(member, other);
        }
    }

    /// <summary>
    /// Sets what happens to all that a member sends to another, whichever of them made the connection:
    /// <see cref="Fault.Blackhole"/> cuts the network one way, <see cref="Fault.Delay"/> makes it slow. The other way stays as it is.
    /// </summary>
    /// <exception cref="InvalidOperationException">The options have no <see cref="EtcdClusterOptions.PeerProxies"/>.</exception>
    public void SetPeerFault(EtcdMember from, EtcdMember to, Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _network.Set(Own(from), Own(to), fault);
    }

    /// <summary>Ends every fault between members. Faults towards clients are their proxies' own: <see cref="EtcdMember.Proxy"/>.</summary>
    public void Heal() => _network.Heal();
}
