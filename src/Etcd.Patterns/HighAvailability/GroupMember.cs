using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>One member of an <see cref="ActiveActiveGroup"/>.</summary>
/// <param name="Owner">Who it is: its session's <see cref="EtcdSession.Owner"/>.</param>
/// <param name="Lease">The lease that it lives by.</param>
/// <param name="Since">When it joined, or came back after it had lost its lease.</param>
public sealed record GroupMember(string Owner, LeaseId Lease, Revision Since);
