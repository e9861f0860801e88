using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>A read succeeded.</summary>
/// <param name="Header">Who served it, at which revision.</param>
public sealed record ReadProof(ResponseHeader Header);
