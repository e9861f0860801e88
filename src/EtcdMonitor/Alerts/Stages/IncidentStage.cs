using EtcdMonitor.Rules;

namespace EtcdMonitor.Alerts.Stages;

/// <summary>
/// One cause, one incident: an alert that begins to fire joins the incident of a firing one that explains it, or that it explains,
/// the oldest of them; else it begins a new one. Which it belongs to does not change while it fires.
/// </summary>
/// <param name="next">Gives the number of a new incident, never the same twice.</param>
internal sealed class IncidentStage(Func<long> next) : IAlertStage
{
    public AlertBatch Apply(AlertBatch batch)
    {
        Alert[] firing = [.. batch.Alerts.Values.Where(a => a.Status == AlertStatus.Firing)];
        if (Array.TrueForAll(firing, a => a.Incident > 0))
        {
            return batch;
        }

        Dictionary<string, long> given = firing.Where(a => a.Incident > 0).ToDictionary(a => a.Id, a => a.Incident, StringComparer.Ordinal);

        // causes before their symptoms, so that all that begin in one round find it
        foreach (Alert alert in firing.Where(a => a.Incident == 0).OrderBy(a => a.InhibitedBy is not null).ThenByDescending(a => a.Finding.Severity))
        {
            long[] known = [.. firing.Where(other => given.ContainsKey(other.Id) && Related(alert.Finding, other.Finding)).Select(other => given[other.Id])];
            given[alert.Id] = known.Length > 0 ? known.Min() : next();
        }

        return batch.With(alert => given.TryGetValue(alert.Id, out long incident) ? alert with { Incident = incident } : alert);
    }

    private static bool Related(Finding a, Finding b) => Causes.Of(a, [b]) is not null || Causes.Of(b, [a]) is not null;
}
