using System.Collections.Immutable;

namespace EtcdMonitor.Probes;

/// <summary>What a member's plain pages tell of its program.</summary>
/// <param name="Endpoint">Endpoint that was asked.</param>
/// <param name="At">When.</param>
/// <param name="ClusterVersion">The version that the cluster as a whole has agreed on, such as <c>3.5.0</c>; null: it did not tell.</param>
/// <param name="CommandLine">Its command line, the program first; empty: it did not tell.</param>
/// <param name="Missing">Why the command line is not known; null: it is.</param>
internal sealed record IdentityReading(string Endpoint, DateTimeOffset At, string? ClusterVersion, ImmutableArray<string> CommandLine, string? Missing);
