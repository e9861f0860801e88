using System.Collections.Immutable;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Alerts;

/// <summary>A finding that lasts: its identity, its life and what people were told.</summary>
public sealed record Alert
{
    /// <summary>Identity over its whole life: a hash of cluster, rule and member, 16 hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>How many times it has fired, 1 at first; part of each notification's key.</summary>
    public int Generation { get; init; }

    /// <summary>Cluster it is about.</summary>
    public required string Cluster { get; init; }

    /// <summary>The finding as last seen.</summary>
    public required Finding Finding { get; init; }

    /// <summary>Where it stands.</summary>
    public required AlertStatus Status { get; init; }

    /// <summary>When the finding was first seen.</summary>
    public required DateTimeOffset PendingSince { get; init; }

    /// <summary>When it began to fire.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When the finding was last seen.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>The rule whose alert explains this one, so that people are not told twice; null: none.</summary>
    public string? InhibitedBy { get; init; }

    /// <summary>Number of the incident that it is part of, see <see cref="IncidentId"/>; 0: it has not fired.</summary>
    public long Incident { get; init; }

    /// <summary>Who has its incident; null: nobody.</summary>
    public Acknowledgement? Acknowledged { get; init; }

    /// <summary>Since when it waits for somebody to acknowledge it; null: it does not, or nothing is escalated.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>The silence that keeps people from being told, such as <c>S-118</c>; null: none.</summary>
    public string? SilencedBy { get; init; }

    /// <summary>Name of the maintenance window in which people are not told of it; null: it is in none.</summary>
    public string? Maintenance { get; init; }

    /// <summary>Whether people decided not to be told for now.</summary>
    public bool IsMuted => SilencedBy is not null || Maintenance is not null;

    /// <summary>Since when it comes and goes, so that it counts as lasting until it is gone for the deduplication window; null: it does not.</summary>
    public DateTimeOffset? FlapsSince { get; init; }

    /// <summary>When it came, the last times, oldest first; what is long ago is dropped when it comes again.</summary>
    public ImmutableArray<DateTimeOffset> Came { get; init; } = [];

    /// <summary>What receivers were last told of it, by their names.</summary>
    public ImmutableDictionary<string, Telling> Told { get; init; } = ImmutableDictionary<string, Telling>.Empty;

    /// <summary>When people were last told that it fires; null: never.</summary>
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>The generation people were last told of; 0: none.</summary>
    public int NotifiedGeneration { get; init; }

    /// <summary>The severity people were last told.</summary>
    public Severity NotifiedSeverity { get; init; }
}

/// <summary>Life of an alert.</summary>
public enum AlertStatus
{
    /// <summary>Seen, not yet for long enough.</summary>
    Pending,

    /// <summary>Held for its time: people are told.</summary>
    Firing,

    /// <summary>Over.</summary>
    Resolved,
}
