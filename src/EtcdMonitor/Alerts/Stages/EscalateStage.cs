using System.Collections.Immutable;
using EtcdMonitor.Alerts.Matchers;

namespace EtcdMonitor.Alerts.Stages;

/// <summary>
/// A critical alert that people were told of and that nobody acknowledged is told to those above them, once each time it fires. The clock begins when
/// people are first told; while it is muted or explained by another it stands at its beginning. Nobody above is told of what was not told below.
/// </summary>
/// <param name="after">How long somebody has to acknowledge; zero: nothing is escalated.</param>
/// <param name="channels">Channels of those above that are on.</param>
/// <param name="labels">The cluster's labels.</param>
internal sealed class EscalateStage(TimeSpan after, ImmutableArray<string> channels, IReadOnlyDictionary<string, string> labels) : IAlertStage
{
    /// <summary>Whom the alert remembers to have told: its end is told there too.</summary>
    public const string Receiver = "escalation";

    public AlertBatch Apply(AlertBatch batch)
    {
        ImmutableArray<Notice>.Builder notices = ImmutableArray.CreateBuilder<Notice>();
        AlertBatch told = batch.With(alert =>
        {
            if (!Waits(alert))
            {
                return alert.UnansweredSince is null ? alert : alert with { UnansweredSince = null };
            }

            Alert waiting = alert with { UnansweredSince = alert.UnansweredSince ?? batch.Now };
            if (batch.Now - waiting.UnansweredSince < after || waiting.Told.GetValueOrDefault(Receiver)?.Generation == alert.Generation)
            {
                return waiting;
            }

            Alert escalated = waiting with { Told = waiting.Told.SetItem(Receiver, new(batch.Now, alert.Generation, alert.Finding.Severity, channels)) };
            notices.Add(new(NoticeKind.Firing, escalated, labels) { Receiver = Receiver, Channels = channels, Escalated = true });
            return escalated;
        });
        return told with { Notices = batch.Notices.AddRange(notices.ToImmutable()) };
    }

    private bool Waits(Alert alert) =>
        after > TimeSpan.Zero && !channels.IsEmpty
        && alert is { Status: AlertStatus.Firing, InhibitedBy: null, IsMuted: false, Acknowledged: null }
        && AlertLabels.Word(alert.Finding.Severity) == "critical"
        && alert.Told.Values.Any(told => told.Generation == alert.Generation && told.OverAt is null);
}
