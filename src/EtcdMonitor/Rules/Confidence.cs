namespace EtcdMonitor.Rules;

/// <summary>How sure a finding is; ordered, the surest last.</summary>
public enum Confidence
{
    /// <summary>Inferred: what would decide it could not be seen, and stands under <see cref="Finding.NotSeen"/>.</summary>
    Low,

    /// <summary>One source shows it, for as many rounds as it takes, and nothing contradicts it.</summary>
    Medium,

    /// <summary>etcd itself says so, or two sources agree that do not depend on each other.</summary>
    High,
}
