namespace EtcdMonitor.Channels.Teams;

/// <summary>Cards to a Microsoft Teams channel or chat, by a Workflows webhook.</summary>
public sealed record TeamsOptions : ChannelSwitch
{
    /// <summary>URL of a workflow that starts "when a Teams webhook request is received".</summary>
    public Secret? WebhookUrl { get; set; }

    /// <inheritdoc/>
    public override bool IsGiven => WebhookUrl is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Problem)> Problems() => NeedsUrl("webhook_url", WebhookUrl);
}
