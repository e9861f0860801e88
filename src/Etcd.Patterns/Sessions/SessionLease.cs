using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>One life of a session, for keys of your own.</summary>
/// <param name="Id">The lease to put keys under.</param>
/// <param name="Ttl">How long it outlives this process.</param>
/// <param name="Lost">Fires when this life ends.</param>
public readonly record struct SessionLease(LeaseId Id, TimeSpan Ttl, CancellationToken Lost);
