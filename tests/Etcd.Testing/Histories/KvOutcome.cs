namespace Etcd.Testing;

/// <summary>What a client knows of its operation.</summary>
public enum KvOutcome
{
    /// <summary>Answered.</summary>
    Done,

    /// <summary>Refused, or never sent: it must not have had any effect.</summary>
    NotApplied,

    /// <summary>Its answer is missing: it may have an effect at any time from its invocation on, or never.</summary>
    Unknown,
}
