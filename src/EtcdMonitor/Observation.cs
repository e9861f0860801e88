using System.Collections.Immutable;
using EtcdMonitor.Probes;
using EtcdMonitor.State;

namespace EtcdMonitor;

/// <summary>What was asked, and what is known since.</summary>
/// <param name="State">What is known.</param>
/// <param name="Rounds">The rounds that it took, nearly always one.</param>
internal sealed record Observation(ClusterState State, ImmutableArray<ProbeRound> Rounds);
