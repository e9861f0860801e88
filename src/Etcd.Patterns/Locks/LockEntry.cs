using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>One in a lock's queue.</summary>
/// <param name="Owner">Who it is, by the key's value; empty for <c>etcdctl lock</c> and Go clients, which write none.</param>
/// <param name="Mode">Alone, or beside other readers.</param>
/// <param name="Fence">Its fence.</param>
/// <param name="Lease">The lease that it lives by.</param>
public sealed record LockEntry(string Owner, LockMode Mode, Fence Fence, LeaseId Lease);
