namespace EtcdMonitor.Rules;

/// <summary>What a check came to; ordered, the worst last.</summary>
public enum CheckOutcome
{
    /// <summary>Looked at, nothing found.</summary>
    Well,

    /// <summary>Could not be looked at; says nothing about the cluster.</summary>
    NotSeen,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Needs a person, not at once.</summary>
    Warning,

    /// <summary>Cannot be judged from here, and that matters.</summary>
    Unknown,

    /// <summary>Needs a person now.</summary>
    Critical,
}
