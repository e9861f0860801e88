namespace EtcdMonitor.Rules;

/// <summary>How bad; ordered, the worst last.</summary>
public enum Severity
{
    /// <summary>All is well.</summary>
    Healthy,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Needs a person, not at once.</summary>
    Warning,

    /// <summary>Cannot be judged from here.</summary>
    Unknown,

    /// <summary>Needs a person now.</summary>
    Critical,
}
