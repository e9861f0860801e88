namespace Etcd.Client.Transport;

/// <summary>
/// Remembers which cluster answers. An endpoint of another one (a wrong address, a restored backup) would give
/// and take keys that are not ours, so its answers are refused: revisions, leases and fences of two clusters do not compare.
/// </summary>
internal sealed class ClusterIdentity
{
    private ulong _id;

    public void Check<TResponse>(TResponse answer, Endpoint endpoint, string method)
    {
        if (answer is not IAnswer { Header: { ClusterId: not 0 } header })
        {
            return;
        }
        var known = Interlocked.CompareExchange(ref _id, header.ClusterId, 0);
        if (known != 0 && known != header.ClusterId)
        {
            throw Errors.Create(EtcdErrorCode.Protocol, EtcdFailure.WrongCluster,
                $"{endpoint.Name} belongs to cluster {new ClusterId(header.ClusterId)}, not to {new ClusterId(known)} like the others; correct the endpoints, or make a new client after a restore.",
                method, endpoint.Name, inner: null);
        }
        endpoint.IsVerified = true;
    }
}
