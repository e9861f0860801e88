namespace EtcdMonitor.Channels.PagerDuty;

/// <summary>
/// One incident for each time that an alert fires: its key is the same at every attempt, so that a repeat opens no second one,
/// and the same when it is over, so that it closes the one it opened.
/// </summary>
/// <remarks>Fields and limits: PagerDuty's Events API v2, "Send an alert event".</remarks>
internal sealed class PagerDutyChannel(PagerDutyOptions options, string publicUrl, HttpReceiver http) : IChannel
{
    private const int MaxSummary = 1024;

    /// <summary>An event is at most 512 KB: with these, six bytes for a character at the worst, it stays below 300.</summary>
    private const int MaxList = 8 * 1024;
    private const int MaxFact = 512;
    private const int MaxFacts = 40;

    public string Name => "pagerduty";

    /// <summary>Each alert has an incident of its own, which its own end closes.</summary>
    public bool Combines => false;

    public bool KnowsRepeats => true;

    public Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        Message message = new(parcel, publicUrl);
        return message.IsOver
            ? http.PostAsync(options.Url, new { RoutingKey = options.IntegrationKey!.Reveal(), EventAction = "resolve", DedupKey = message.Incident }, cancellationToken)
            : http.PostAsync(options.Url, Trigger(message), cancellationToken);
    }

    private object Trigger(Message message) => new
    {
        RoutingKey = options.IntegrationKey!.Reveal(),
        EventAction = "trigger",
        DedupKey = message.Incident,
        Client = "etcd-monitor",
        ClientUrl = message.Link,
        Links = new[] { (Url: message.Link, Name: "Dashboard"), (Url: message.Runbook, Name: "Runbook") }.Where(link => link.Url is not null).Select(link => new { Href = link.Url, Text = link.Name }),
        Payload = new
        {
            Summary = Cut.To(Cut.OneLine($"{message.Subject}: {message.Sentence}"), MaxSummary),
            Source = Cut.To(Cut.OneLine(message.Member ?? message.Cluster), MaxSummary),
            Severity = Wire.Severity(message.Severity),
            Timestamp = message.Since.UtcDateTime,
            Component = message.Member ?? "cluster",
            Group = message.Cluster,
            Class = message.Rule,
            CustomDetails = Details(message),
        },
    };

    private static Dictionary<string, string> Details(Message message)
    {
        Dictionary<string, string> details = new(StringComparer.Ordinal);
        foreach ((string name, string value) in message.Facts.Take(MaxFacts))
        {
            details[Cut.To(name, MaxFact)] = Cut.To(value, MaxFact);
        }

        if (message.StillWorks is { Length: > 0 } works)
        {
            details["Still works"] = Cut.To(works, MaxList);
        }

        foreach ((string head, IReadOnlyList<string> lines) in message.Lists())
        {
            details[head] = Cut.Lines(lines, MaxList);
        }

        return details;
    }
}
