namespace EtcdMonitor.Channels.Slack;

/// <summary>Messages to a Slack channel, by an incoming webhook.</summary>
public sealed record SlackOptions : ChannelSwitch
{
    /// <summary>The incoming webhook's URL.</summary>
    public Secret? WebhookUrl { get; set; }

    /// <summary>Channel instead of the webhook's own, such as <c>#etcd</c>; only webhooks of the older kind take one.</summary>
    public string? Channel { get; set; }

    /// <summary>Name beside the message instead of the webhook's own; only webhooks of the older kind take one.</summary>
    public string? Username { get; set; }

    /// <inheritdoc/>
    public override bool IsGiven => WebhookUrl is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Problem)> Problems() => NeedsUrl("webhook_url", WebhookUrl);
}
