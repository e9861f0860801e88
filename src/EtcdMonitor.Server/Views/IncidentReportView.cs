using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Server.Views;

/// <summary>All that is known of an incident, to be read afterwards or sent to somebody.</summary>
/// <param name="Id">What it is called by.</param>
/// <param name="At">When this was written.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Severity">Of the worst alert.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Sentence">What was wrong.</param>
/// <param name="Since">When its first alert was first seen.</param>
/// <param name="Until">When its last alert ended; null: it lasts.</param>
/// <param name="Acknowledged">Who has it; null: nobody.</param>
/// <param name="Alerts">Its alerts with their evidence, the one that explains the others first; one that fired again is in it for each time.</param>
/// <param name="Timeline">What happened and what was done, oldest first.</param>
/// <param name="Deliveries">Who was told, and how it went.</param>
/// <param name="Actions">What to do, in order.</param>
public sealed record IncidentReportView(
    string Id, DateTimeOffset At, string Cluster, Severity Severity, string Title, string Sentence, DateTimeOffset Since, DateTimeOffset? Until, AcknowledgementView? Acknowledged,
    ImmutableArray<IncidentAlertView> Alerts, ImmutableArray<TimelineView> Timeline, ImmutableArray<DeliveryView> Deliveries, ImmutableArray<StepView> Actions)
{
    /// <summary>Version of the form; within it fields are only added.</summary>
    public string Schema { get; init; } = "etcd-monitor.incident/1";

    /// <summary>Path of the runbook on the monitor; null: the rule has none.</summary>
    public string? Runbook { get; init; }
}

/// <summary>An alert and what it rests on.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Finding">What was found when it was last seen.</param>
public sealed record IncidentAlertView(AlertView Alert, FindingView Finding);

/// <summary>Something that happened or was done.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What sort: seen, fired, over, told, acknowledged, silenced, or the kind of an event.</param>
/// <param name="Text">In words.</param>
public sealed record TimelineView(DateTimeOffset At, string Kind, string Text);

/// <summary>One notice to one receiver.</summary>
/// <param name="Alert">Id of the alert.</param>
/// <param name="Generation">Which time it fired.</param>
/// <param name="Kind">Whether it tells that the alert fires or that it is over.</param>
/// <param name="Receiver">Who was to be told.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="Error">What went wrong with the last one; null: nothing.</param>
/// <param name="DecidedAt">When it was decided to tell.</param>
/// <param name="At">When it was taken or given up; while it is queued, when it is tried next.</param>
public sealed record DeliveryView(
    string Alert, int Generation, NoticeKind Kind, string Receiver, DeliveryState State, int Attempts, string? Error, DateTimeOffset DecidedAt, DateTimeOffset At)
{
    internal static DeliveryView From(DeliveryRecord each) => new(each.Alert, each.Generation, each.Kind, each.Receiver, each.State, each.Attempts, each.Error, each.DecidedAt, each.At);
}

/// <summary>Alerts that fired, the newest first.</summary>
/// <param name="At">The monitor's clock.</param>
/// <param name="Alerts">The alerts.</param>
public sealed record AlertHistoryView(DateTimeOffset At, ImmutableArray<PastAlertView> Alerts)
{
    /// <summary>Version of the form; within it fields are only added.</summary>
    public string Schema { get; init; } = "etcd-monitor.alert-history/1";
}

/// <summary>An alert of the history and who was told of it.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Deliveries">Deliveries of that generation.</param>
public sealed record PastAlertView(AlertView Alert, ImmutableArray<DeliveryView> Deliveries);
