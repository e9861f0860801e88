namespace EtcdMonitor.Alerts.Routing;

/// <summary>What alerts have in common that become one message.</summary>
/// <param name="Receiver">Who is told.</param>
/// <param name="Labels">The labels in common as one text; an alert that is alone has its id here.</param>
internal sealed record GroupKey(string Receiver, string Labels)
{
    /// <summary>The group of an alert on a route.</summary>
    public static GroupKey Of(Alert alert, Route route, IReadOnlyDictionary<string, string> labels) =>
        new(route.Receiver, route.GroupOf(labels) is { } group ? string.Join('\n', group.Select(l => $"{l.Key}={l.Value}")) : alert.Id);
}
