using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>What one member says of the whole cluster in a full check. Each question is a raft entry: asked seldom, of one member, and only while a quorum serves.</summary>
public sealed record ClusterAnswers
{
    /// <summary>Endpoint that was asked.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The alarm list: it has alarms too that no member's status tells.</summary>
    public required Answer<IReadOnlyList<Alarm>> Alarms { get; init; }

    /// <summary>Whether authorization is on; etcd 3.4 has no such question.</summary>
    public required Answer<AuthReading> Auth { get; init; }
}

/// <summary>Whether authorization is on.</summary>
/// <param name="Enabled">It is on.</param>
/// <param name="Revision">Counts the changes to users, roles and permissions.</param>
public sealed record AuthReading(bool Enabled, ulong Revision);
