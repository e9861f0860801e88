using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor;

/// <summary>All that readers see of one cluster, published as one reference after each round.</summary>
/// <param name="State">What was observed.</param>
/// <param name="Verdict">What it means.</param>
/// <param name="Alerts">Pending and firing alerts.</param>
public sealed record ClusterSnapshot(ClusterState State, Verdict Verdict, ImmutableArray<Alert> Alerts);
