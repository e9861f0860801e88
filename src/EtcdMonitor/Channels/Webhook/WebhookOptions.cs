namespace EtcdMonitor.Channels.Webhook;

/// <summary>Alerts as Alertmanager's version 4 body, signed as Standard Webhooks.</summary>
public sealed record WebhookOptions : ChannelSwitch
{
    /// <summary>Receiver, http or https. Counts as a secret: many carry a token.</summary>
    public Secret? Url { get; set; }

    /// <summary>Extra request headers.</summary>
    public Dictionary<string, Secret> Headers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Signing secrets, <c>whsec_</c> and base64; several while one is being rotated. None: unsigned.</summary>
    public Secret[] Secrets { get; set; } = [];

    /// <inheritdoc/>
    public override bool IsGiven => Url is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Problem)> Problems() =>
    [
        .. NeedsUrl("url", Url),
        .. Secrets.Any(s => WebhookSignature.Key(s) is null) ? [("secret", "must be base64, with or without whsec_ before it")] : Array.Empty<(string, string)>(),
    ];
}
