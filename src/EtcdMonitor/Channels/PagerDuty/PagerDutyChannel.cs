using EtcdMonitor.Alerts;

namespace EtcdMonitor.Channels.PagerDuty;

/// <summary>
/// One incident for each time that an alert fires: its key is the same at every attempt, so that a repeat opens no second one,
/// and the same when it is over, so that it closes the one it opened.
/// </summary>
/// <remarks>Fields and limits: PagerDuty's Events API v2, "Send an alert event".</remarks>
internal sealed class PagerDutyChannel(PagerDutyOptions options, string publicUrl, TimeProvider time) : IChannel, IDisposable
{
    private const int MaxSummary = 1024;

    /// <summary>An event is at most 512 KB: with these, six bytes for a character at the worst, it stays below 300.</summary>
    private const int MaxList = 8 * 1024;
    private const int MaxFact = 512;
    private const int MaxFacts = 40;

    private readonly HttpReceiver _receiver = new(time);

    public string Name => "pagerduty";

    public Task<Delivery> SendAsync(Notice notice, string key, CancellationToken cancellationToken)
    {
        Message message = new(notice, publicUrl);
        return message.IsOver
            ? _receiver.PostAsync(options.Url, new { RoutingKey = options.IntegrationKey!.Reveal(), EventAction = "resolve", DedupKey = message.Incident }, cancellationToken)
            : _receiver.PostAsync(options.Url, Trigger(message), cancellationToken);
    }

    public void Dispose() => _receiver.Dispose();

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

        Put("Still works", [message.StillWorks ?? ""]);
        Put("Evidence", message.Evidence);
        Put("Not seen", message.NotSeen);
        Put("Do next", [.. message.Steps.Select((step, i) => $"{i + 1}. {step.Text}{(step.Command is null ? "" : $":  {step.Command}")}")]);
        return details;

        void Put(string name, IReadOnlyList<string> lines)
        {
            if (lines.Any(line => line.Length > 0))
            {
                details[name] = Cut.Lines(lines, MaxList);
            }
        }
    }
}
