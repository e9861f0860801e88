using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Server.Views;

/// <summary>An alert as the API shows it.</summary>
public sealed record AlertView
{
    /// <summary>Identity over its whole life.</summary>
    public required string Id { get; init; }

    /// <summary>How many times it has fired.</summary>
    public int Generation { get; init; }

    /// <summary>Cluster it is about.</summary>
    public required string Cluster { get; init; }

    /// <summary>Where it stands.</summary>
    public AlertStatus State { get; init; }

    /// <summary>The rule's stable name.</summary>
    public required string Rule { get; init; }

    /// <summary>How bad.</summary>
    public Severity Severity { get; init; }

    /// <summary>Class of fault in words.</summary>
    public required string Title { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Sentence { get; init; }

    /// <summary>Member it is about; null: the cluster.</summary>
    public string? Member { get; init; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset PendingSince { get; init; }

    /// <summary>When it began to fire.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When people were last told that it fires.</summary>
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>The incident that it is part of, such as <c>INC-2411</c>; null: it has not fired.</summary>
    public string? Incident { get; init; }

    /// <summary>Who has its incident; null: nobody.</summary>
    public AcknowledgementView? Acknowledged { get; init; }

    /// <summary>The rule whose alert explains this one, so that people are not told twice; null: none.</summary>
    public string? InhibitedBy { get; init; }

    /// <summary>The silence that keeps people from being told; null: none.</summary>
    public string? SilencedBy { get; init; }

    /// <summary>The maintenance window in which people are not told of it; null: it is in none.</summary>
    public string? Maintenance { get; init; }

    /// <summary>Whether people decided not to be told of it for now.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsMuted => SilencedBy is not null || Maintenance is not null;

    internal static AlertView From(Alert alert) => new()
    {
        Id = alert.Id,
        Generation = alert.Generation,
        Cluster = alert.Cluster,
        State = alert.Status,
        Rule = alert.Finding.Rule,
        Severity = alert.Finding.Severity,
        Title = alert.Finding.Title,
        Sentence = alert.Finding.Sentence,
        Member = alert.Finding.Member,
        PendingSince = alert.PendingSince,
        FiredAt = alert.FiredAt,
        ResolvedAt = alert.ResolvedAt,
        NotifiedAt = alert.NotifiedAt,
        Incident = alert.Incident == 0 ? null : IncidentId.Of(alert.Incident),
        Acknowledged = AcknowledgementView.From(alert.Acknowledged),
        InhibitedBy = alert.InhibitedBy,
        SilencedBy = alert.SilencedBy,
        Maintenance = alert.Maintenance,
    };
}
