namespace EtcdMonitor.Alerts.Routing;

/// <summary>A notice that one receiver is to get, once its group is told.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Group">Its group.</param>
/// <param name="Since">Since when it waits.</param>
internal sealed record Due(Notice Notice, GroupKey Group, DateTimeOffset Since);
