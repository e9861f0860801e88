using System.Collections.Immutable;
using EtcdMonitor.Probes;

namespace EtcdMonitor.Bundles;

/// <summary>One round of the watch as it goes into a recording: what the members said, and what was made of it.</summary>
/// <param name="Rounds">What was asked before the verdict: one round, at the very start two.</param>
/// <param name="Pages">Metrics pages that arrived with them.</param>
/// <param name="Verdict">What the monitor that recorded them judged.</param>
internal sealed record RecordedRound(ImmutableArray<ProbeRound> Rounds, ImmutableArray<RecordedPage> Pages, RecordedVerdict Verdict);
