namespace Etcd.Client;

/// <summary>How a lease stands.</summary>
/// <param name="Id">The lease.</param>
/// <param name="Remaining">Time left, in whole seconds.</param>
/// <param name="Granted">The time it is granted for at each renewal.</param>
/// <param name="Keys">The keys that go with it.</param>
public sealed record LeaseInfo(LeaseId Id, TimeSpan Remaining, TimeSpan Granted, IReadOnlyList<Key> Keys);
