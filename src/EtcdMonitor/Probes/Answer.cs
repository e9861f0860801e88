namespace EtcdMonitor.Probes;

/// <summary>What came back from one question to one member: a value or a classified failure, never an exception.</summary>
/// <param name="At">When the question was sent.</param>
/// <param name="Took">How long the answer or the failure took.</param>
/// <param name="Value">The answer.</param>
/// <param name="Failure">Why there is none; null: there is one.</param>
public sealed record Answer<T>(DateTimeOffset At, TimeSpan Took, T? Value, ProbeFailure? Failure)
    where T : class
{
    /// <summary>Whether there is an answer.</summary>
    public bool Ok => Failure is null;
}
