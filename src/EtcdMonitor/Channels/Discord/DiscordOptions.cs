namespace EtcdMonitor.Channels.Discord;

/// <summary>Messages to a Discord channel, by a webhook.</summary>
public sealed record DiscordOptions : ChannelSwitch
{
    /// <summary>The webhook's URL.</summary>
    public Secret? WebhookUrl { get; set; }

    /// <summary>Name beside the message instead of the webhook's own.</summary>
    public string? Username { get; set; }

    /// <inheritdoc/>
    public override bool IsGiven => WebhookUrl is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Problem)> Problems() => NeedsUrl("webhook_url", WebhookUrl);
}
