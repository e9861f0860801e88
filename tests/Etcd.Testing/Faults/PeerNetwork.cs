namespace Etcd.Testing;

/// <summary>
/// The network between members: what becomes of what one sends to the other. Members dial each other both ways, and
/// Raft's messages flow in the answers to the receiver's own requests, so a fault of a pair is a fault of one direction
/// of the connections from one, and of the other direction of those from the other.
/// </summary>
internal sealed class PeerNetwork(EtcdCluster cluster)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string From, string To), Fault> _faults = [];

    public PeerDoor DoorOf(string member) => new(this, member);

    public void Set(EtcdMember from, EtcdMember to, Fault fault)
    {
        if (from.PeerProxy is null || to.PeerProxy is null)
        {
            throw new InvalidOperationException("The cluster has no proxies between its members: set PeerProxies.");
        }
        lock (_gate)
        {
            _faults[(from.Name, to.Name)] = fault;
        }
        to.PeerProxy.Set(fault, FaultDirection.ToServer, from.Name);
        from.PeerProxy.Set(fault, FaultDirection.ToClient, to.Name);
    }

    public void Heal()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
        foreach (var member in cluster.Members)
        {
            member.PeerProxy?.Heal();
        }
    }

    public Fault Of(string from, string to)
    {
        lock (_gate)
        {
            return _faults.GetValueOrDefault((from, to), Fault.Pass);
        }
    }

    public bool IsTouched(string member)
    {
        lock (_gate)
        {
            return _faults.Any(each => (string.Equals(each.Key.From, member, StringComparison.Ordinal) || string.Equals(each.Key.To, member, StringComparison.Ordinal)) && each.Value != Fault.Pass);
        }
    }

    public IEnumerable<(string Name, int ProcessId)> Processes()
        => cluster.Members.SelectMany(member => member.ProcessId is { } id ? [(member.Name, id)] : Array.Empty<(string, int)>());
}
