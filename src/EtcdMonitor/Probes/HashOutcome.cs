namespace EtcdMonitor.Probes;

/// <summary>How a member answered the question for its hash.</summary>
public enum HashOutcome
{
    /// <summary>It gave a hash.</summary>
    Hashed,

    /// <summary>It has not applied that revision yet.</summary>
    Lagging,

    /// <summary>It has compacted that revision already: another must be chosen.</summary>
    Compacted,

    /// <summary>Our user may not ask: etcd demands the role root.</summary>
    Denied,

    /// <summary>It did not answer.</summary>
    Failed,
}
