namespace EtcdMonitor.Storage;

/// <summary>Notices that a channel could not be told, none of which was followed by one that it was told.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Count">How many were given up.</param>
/// <param name="Since">When the first of them was.</param>
/// <param name="Reason">Why the last one was.</param>
public sealed record DeliveryTrouble(string Channel, int Count, DateTimeOffset Since, string Reason);
