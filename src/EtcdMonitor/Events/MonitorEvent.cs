using EtcdMonitor.Rules;

namespace EtcdMonitor.Events;

/// <summary>Something that happened to a cluster, for the dashboard, the API and the history.</summary>
/// <param name="Id">Grows with each event; 0 until stored.</param>
/// <param name="At">When the monitor saw it.</param>
/// <param name="Cluster">Cluster it happened to.</param>
/// <param name="Kind">Stable name: verdict, leader, member, alarm, alert, monitor.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Member">Member it is about; null: the cluster.</param>
/// <param name="Text">The sentence.</param>
public sealed record MonitorEvent(long Id, DateTimeOffset At, string Cluster, string Kind, Severity Severity, string? Member, string Text);
