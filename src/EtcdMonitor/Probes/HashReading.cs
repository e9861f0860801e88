using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>What came back from a <see cref="HashQuestion"/>.</summary>
/// <param name="Question">The question.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Hash">The hash; default unless <paramref name="Outcome"/> is <see cref="HashOutcome.Hashed"/>.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Failure">Why there is no hash; null: there is one.</param>
internal sealed record HashReading(HashQuestion Question, HashOutcome Outcome, KeyValueHash Hash, TimeSpan Took, ProbeFailure? Failure);
