using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>Who holds a lock and who waits for it, at one revision.</summary>
/// <param name="Prefix">The lock.</param>
/// <param name="Holders">Who holds it: nobody, one, or several readers.</param>
/// <param name="Waiters">Who waits, in the order of their turns.</param>
public sealed record LockQueue(Key Prefix, IReadOnlyList<LockEntry> Holders, IReadOnlyList<LockEntry> Waiters);

/// <summary>One in a lock's queue.</summary>
/// <param name="Owner">Who it is, by the key's value; empty for <c>etcdctl lock</c> and Go clients, which write none.</param>
/// <param name="Mode">Alone, or beside other readers.</param>
/// <param name="Fence">Its fence.</param>
/// <param name="Lease">The lease that it lives by.</param>
public sealed record LockEntry(string Owner, LockMode Mode, Fence Fence, LeaseId Lease);
