using System.Collections.Immutable;
using EtcdMonitor.Events;

namespace EtcdMonitor.Server.Views;

/// <summary>Answer of <c>GET /health</c>: this process is alive; it says nothing about the clusters.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
/// <param name="Version">Version of the monitor.</param>
/// <param name="Clusters">Clusters that it watches.</param>
/// <param name="UptimeSeconds">Age of the process's server.</param>
public sealed record HealthView(string Status, string Version, int Clusters, long UptimeSeconds);

/// <summary>Members of a cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Members">In the order of etcd's list.</param>
public sealed record MembersView(string Cluster, ImmutableArray<MemberView> Members);

/// <summary>One member, with what its metrics page says of its links to the others.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Member">The member.</param>
/// <param name="Findings">What was found about it, the worst first.</param>
/// <param name="Links">Its links, both ways.</param>
/// <param name="Capabilities">What our user may ask it.</param>
/// <param name="Certificates">Certificates that it shows.</param>
/// <param name="Flags">Flags on its command line.</param>
public sealed record MemberAnswerView(
    string Cluster, MemberView Member, ImmutableArray<FindingView> Findings, ImmutableArray<LinkView> Links,
    CapabilitiesView Capabilities, ImmutableArray<CertificateView> Certificates, FlagsView Flags);

/// <summary>Alerts, those that are firing first, then pending, then resolved, newest first.</summary>
/// <param name="Alerts">The alerts.</param>
public sealed record AlertsView(ImmutableArray<AlertView> Alerts);

/// <summary>Events: newest first, or oldest first after an id.</summary>
/// <param name="Events">The events.</param>
public sealed record EventsView(IReadOnlyList<MonitorEvent> Events);

/// <summary>Heartbeat of the live stream.</summary>
/// <param name="At">The monitor's clock.</param>
public sealed record PingView(DateTimeOffset At);
