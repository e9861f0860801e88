namespace Etcd.Client;

/// <summary>A lease as granted or renewed.</summary>
/// <param name="Id">The lease.</param>
/// <param name="Ttl">For how long; may be more than was asked for.</param>
public readonly record struct LeaseGrant(LeaseId Id, TimeSpan Ttl);
