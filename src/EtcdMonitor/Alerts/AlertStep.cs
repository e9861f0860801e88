using System.Collections.Immutable;

namespace EtcdMonitor.Alerts;

/// <summary>What one round did to the alerts of a cluster.</summary>
/// <param name="Changed">Alerts that fired at least once and changed now, to be stored.</param>
/// <param name="Notices">What to tell people.</param>
internal sealed record AlertStep(ImmutableArray<Alert> Changed, ImmutableArray<Notice> Notices);
