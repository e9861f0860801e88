using System.Collections.Immutable;

namespace EtcdMonitor.Alerts.Stages;

/// <summary>
/// People are told once per alert and window, and again when it is over. An alert that fires anew inside the window is told
/// when the window ends, if it still fires then; one that became worse is told at once.
/// </summary>
internal sealed class DeduplicateStage(TimeSpan window, IReadOnlyDictionary<string, string> labels) : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch)
    {
        ImmutableArray<Notice>.Builder notices = ImmutableArray.CreateBuilder<Notice>();
        AlertBatch told = batch.With(alert =>
        {
            if (alert.Status == AlertStatus.Resolved && alert.ResolvedAt == batch.Now && alert.NotifiedGeneration == alert.Generation)
            {
                notices.Add(new(NoticeKind.Resolved, alert, labels));
            }

            if (alert.Status != AlertStatus.Firing || alert.InhibitedBy is not null || alert.IsMuted || !Due(alert, batch.Now))
            {
                return alert;
            }

            Alert now = alert with { NotifiedAt = batch.Now, NotifiedGeneration = alert.Generation, NotifiedSeverity = alert.Finding.Severity };
            notices.Add(new(NoticeKind.Firing, now, labels));
            return now;
        });
        return told with { Notices = notices.ToImmutable() };
    }

    private bool Due(Alert alert, DateTimeOffset now)
    {
        bool worse = alert.Finding.Severity > alert.NotifiedSeverity;
        return alert.NotifiedGeneration == alert.Generation ? worse : worse || alert.NotifiedAt is null || now - alert.NotifiedAt >= window;
    }
}
