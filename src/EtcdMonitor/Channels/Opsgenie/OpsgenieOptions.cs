namespace EtcdMonitor.Channels.Opsgenie;

/// <summary>Alerts in Opsgenie, by its Alert API.</summary>
public sealed record OpsgenieOptions : ChannelSwitch
{
    /// <summary>Key of an API integration.</summary>
    public Secret? ApiKey { get; set; }

    /// <summary>Where the API is served: <c>https://api.eu.opsgenie.com</c> for accounts in the EU.</summary>
    public string Url { get; set; } = "https://api.opsgenie.com";

    /// <inheritdoc/>
    public override bool IsGiven => ApiKey is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Problem)> Problems() => [.. Needs("api_key", ApiKey), .. NeedsUrl("url", new(Url))];
}
