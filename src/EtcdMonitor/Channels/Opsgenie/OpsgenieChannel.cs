using System.Net.Http.Headers;
namespace EtcdMonitor.Channels.Opsgenie;

/// <summary>One alert for each time that it fires: Opsgenie knows it by an alias, so that a repeat is counted and not shown twice, and the end closes it.</summary>
/// <remarks>Fields and limits: Opsgenie's Alert API, "Create alert" and "Close alert".</remarks>
internal sealed class OpsgenieChannel(OpsgenieOptions options, string publicUrl, HttpReceiver http) : IChannel
{
    private const int MaxMessage = 130;
    private const int MaxDescription = 15_000;
    private const int MaxEntity = 512;
    private const int MaxSource = 100;
    private const int MaxTag = 50;
    private const int MaxDetails = 8_000;

    public string Name => "opsgenie";

    /// <summary>Each alert has an incident of its own, which its own end closes.</summary>
    public bool Combines => false;

    public bool KnowsRepeats => true;

    public Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        Message message = new(parcel, publicUrl);
        string alerts = $"{options.Url.TrimEnd('/')}/v2/alerts";
        return message.IsOver
            ? http.PostAsync($"{alerts}/{message.Incident}/close?identifierType=alias", new { Source = "etcd-monitor", Note = Cut.To(message.Sentence, MaxDescription) }, cancellationToken, Authorize)
            : http.PostAsync(alerts, Create(message), cancellationToken, Authorize);
    }

    private static object Create(Message message) => new
    {
        Message = Cut.To(message.Subject, MaxMessage),
        Alias = message.Incident,
        Description = Cut.To(message.Text, MaxDescription),
        Entity = Cut.To(Cut.OneLine(message.Member ?? message.Cluster), MaxEntity),
        Source = Cut.To("etcd-monitor", MaxSource),
        Tags = new[] { "etcd", Cut.To(message.Rule, MaxTag), Cut.To(message.Cluster, MaxTag) },
        Priority = Priority(message),
        Details = Details(message),
    };

    private static string Priority(Message message) => Wire.Severity(message.Severity) switch
    {
        "critical" => "P1",
        "warning" => "P3",
        _ => "P5",
    };

    private static Dictionary<string, string> Details(Message message)
    {
        Dictionary<string, string> details = new(StringComparer.Ordinal) { ["Dashboard"] = message.Link };
        if (message.Runbook is { } runbook)
        {
            details["Runbook"] = runbook;
        }

        int left = MaxDetails - details.Sum(d => d.Key.Length + d.Value.Length);
        foreach ((string name, string value) in message.Facts.TakeWhile(fact => (left -= fact.Name.Length + fact.Value.Length) > 0))
        {
            details[name] = value;
        }

        return details;
    }

    private void Authorize(HttpRequestHeaders headers) => headers.Authorization = new("GenieKey", options.ApiKey!.Reveal());
}
