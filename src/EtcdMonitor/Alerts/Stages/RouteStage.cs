using System.Collections.Immutable;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Routing;

namespace EtcdMonitor.Alerts.Stages;

/// <summary>Says which receivers each alert is for that fires or did so lately.</summary>
internal sealed class RouteStage(Route tree, IReadOnlyDictionary<string, string> clusterLabels) : IAlertStage
{
    /// <summary>Longer than the interval of any group that still says something of them.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    public AlertBatch Apply(AlertBatch batch) => batch with
    {
        Routes = batch.Alerts.Values.Where(a => a.Generation > 0 && (a.Status != AlertStatus.Resolved || batch.Now - a.ResolvedAt < Lately)).ToImmutableDictionary(a => a.Id, Of, StringComparer.Ordinal),
    };

    /// <summary>A receiver that two branches lead to is one receiver.</summary>
    private ImmutableArray<(Route Route, GroupKey Group)> Of(Alert alert)
    {
        IReadOnlyDictionary<string, string> labels = AlertLabels.Of(alert.Cluster, alert.Finding, clusterLabels);
        return [.. tree.Of(labels).DistinctBy(route => route.Receiver, StringComparer.Ordinal).Select(route => (route, GroupKey.Of(alert, route, labels)))];
    }
}
