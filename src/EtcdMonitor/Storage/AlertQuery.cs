using EtcdMonitor.Rules;

namespace EtcdMonitor.Storage;

/// <summary>Which alerts of the history are asked for; what is null does not matter.</summary>
public sealed record AlertQuery
{
    /// <summary>Of this cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>Of this rule.</summary>
    public string? Rule { get; init; }

    /// <summary>About this member.</summary>
    public string? Member { get; init; }

    /// <summary>As bad as this when last seen.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Of this incident.</summary>
    public long? Incident { get; init; }

    /// <summary>That fired at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>That fired before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>At most so many, the newest.</summary>
    public int Limit { get; init; } = 1000;
}
