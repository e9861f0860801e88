namespace EtcdMonitor.Channels.Webhook;

/// <summary>Alerts as Alertmanager's version 4 body, signed as Standard Webhooks.</summary>
public sealed record WebhookOptions
{
    /// <summary>Whether the channel is on.</summary>
    public bool Enabled { get; set; }

    /// <summary>Receiver, http or https. Counts as a secret: many carry a token.</summary>
    public Secret? Url { get; set; }

    /// <summary>Extra request headers.</summary>
    public Dictionary<string, Secret> Headers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Signing secrets, <c>whsec_</c> and base64; several while one is being rotated. None: unsigned.</summary>
    public Secret[] Secrets { get; set; } = [];
}
