namespace EtcdMonitor.Channels.PagerDuty;

/// <summary>Incidents in PagerDuty, by its Events API v2.</summary>
public sealed record PagerDutyOptions : ChannelSwitch
{
    /// <summary>Integration key of a service or a ruleset, 32 characters; PagerDuty calls it routing key.</summary>
    public Secret? IntegrationKey { get; set; }

    /// <summary>Where events go: another host for the EU service region, or a relay.</summary>
    public string Url { get; set; } = "https://events.pagerduty.com/v2/enqueue";

    /// <inheritdoc/>
    public override bool IsGiven => IntegrationKey is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Problem)> Problems() => [.. Needs("integration_key", IntegrationKey), .. NeedsUrl("url", new(Url))];
}
