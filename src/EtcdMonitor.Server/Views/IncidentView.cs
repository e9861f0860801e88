using System.Collections.Immutable;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Server.Views;

/// <summary>An incident that lasts: a cause and all that it makes.</summary>
/// <param name="Id">What it is called by, such as <c>INC-2411</c>.</param>
/// <param name="Severity">Of the worst alert.</param>
/// <param name="Since">When its first alert was first seen.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="ToldAt">When people were first told; null: not yet.</param>
/// <param name="MutedBy">What keeps people from being told of all of its alerts, such as a silence's id; null: nothing.</param>
/// <param name="Acknowledged">Who has it; null: nobody.</param>
/// <param name="Alerts">Its firing alerts, the one that explains the others first.</param>
public sealed record IncidentView(
    string Id, Severity Severity, DateTimeOffset Since, string Cluster, string Title, string Sentence, DateTimeOffset? ToldAt, string? MutedBy, AcknowledgementView? Acknowledged, ImmutableArray<AlertView> Alerts)
{
    /// <summary>When it is escalated unless somebody acknowledges it; null: never.</summary>
    public DateTimeOffset? EscalatesAt { get; init; }

    /// <summary>Whether those above were told.</summary>
    public bool IsEscalated { get; init; }
}

/// <summary>Who has an incident.</summary>
/// <param name="Author">The person.</param>
/// <param name="Comment">What they have to say; empty: nothing.</param>
/// <param name="At">Since when.</param>
public sealed record AcknowledgementView(string Author, string Comment, DateTimeOffset At)
{
    internal static AcknowledgementView? From(Acknowledgement? given) => given is null ? null : new(given.Author, given.Comment, given.At);
}

/// <summary>Incidents that last, the worst first, and alerts that wait for their hold.</summary>
/// <param name="At">The monitor's clock.</param>
/// <param name="Incidents">The incidents.</param>
/// <param name="Pending">Alerts that are seen, not yet for long enough.</param>
public sealed record IncidentsView(DateTimeOffset At, ImmutableArray<IncidentView> Incidents, ImmutableArray<AlertView> Pending)
{
    /// <summary>Version of the form; within it fields are only added.</summary>
    public string Schema { get; init; } = "etcd-monitor.incidents/1";
}
