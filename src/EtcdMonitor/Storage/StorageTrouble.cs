namespace EtcdMonitor.Storage;

/// <summary>Why the storage takes no writes.</summary>
/// <param name="Reason">In words, such as <c>its disk is full</c>.</param>
/// <param name="Since">The first write that failed.</param>
public sealed record StorageTrouble(string Reason, DateTimeOffset Since);
