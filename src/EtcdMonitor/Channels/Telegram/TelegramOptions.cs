namespace EtcdMonitor.Channels.Telegram;

/// <summary>Messages to a Telegram chat, by a bot.</summary>
public sealed record TelegramOptions : ChannelSwitch
{
    /// <summary>The bot's token, as BotFather gives it.</summary>
    public Secret? BotToken { get; set; }

    /// <summary>Chat, group or channel: a number, or <c>@name</c> of a public one.</summary>
    public string? ChatId { get; set; }

    /// <summary>Where the Bot API is served.</summary>
    public string Url { get; set; } = "https://api.telegram.org";

    /// <inheritdoc/>
    public override bool IsGiven => BotToken is not null;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Problem)> Problems() =>
        [.. Needs("bot_token", BotToken), .. Needs("chat_id", ChatId is null ? null : new(ChatId)), .. NeedsUrl("url", new(Url))];
}
