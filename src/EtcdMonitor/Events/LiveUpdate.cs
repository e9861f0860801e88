namespace EtcdMonitor.Events;

/// <summary>What a live reader receives: exactly one of the two is set.</summary>
/// <param name="Snapshot">A cluster after a round.</param>
/// <param name="Event">Something that happened.</param>
public readonly record struct LiveUpdate(ClusterSnapshot? Snapshot, MonitorEvent? Event);
