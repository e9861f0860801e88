using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Events;
using EtcdMonitor.State;

namespace EtcdMonitor.Storage;

/// <summary>What one round changed and must not be lost: written in one transaction, before anything is sent.</summary>
/// <param name="Cluster">Cluster of the round.</param>
/// <param name="At">Time of the round.</param>
/// <param name="Leadership">The leadership, when it changed.</param>
/// <param name="Alerts">Alerts that changed.</param>
/// <param name="Notices">What to tell people.</param>
/// <param name="Events">What happened.</param>
internal sealed record RoundRecord(
    string Cluster, DateTimeOffset At, Leadership? Leadership, ImmutableArray<Alert> Alerts, ImmutableArray<Notice> Notices, ImmutableArray<MonitorEvent> Events)
{
    /// <summary>Whether there is nothing to write, as in nearly every round.</summary>
    public bool IsEmpty => Leadership is null && Alerts.IsEmpty && Notices.IsEmpty && Events.IsEmpty;
}
