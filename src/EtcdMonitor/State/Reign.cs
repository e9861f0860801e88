using Etcd.Client;

namespace EtcdMonitor.State;

/// <summary>One leader in one term, as far as the monitor saw it.</summary>
/// <param name="Leader">Who led.</param>
/// <param name="Name">Its name; null: no member list named it.</param>
/// <param name="Term">Raft term it was elected in.</param>
/// <param name="From">When it was first seen to lead.</param>
/// <param name="To">When it was first seen to lead no more; null: it leads, or led when the monitor stopped.</param>
/// <param name="WithoutLeader">How long nobody led before it, by rounds of a second; null: it was the first that the monitor saw.</param>
public sealed record Reign(MemberId Leader, string? Name, ulong Term, DateTimeOffset From, DateTimeOffset? To, TimeSpan? WithoutLeader);
