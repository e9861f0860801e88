namespace EtcdMonitor.Channels.Telegram;

/// <summary>Each notice as one message of a bot.</summary>
/// <remarks>Telegram's Bot API, sendMessage: 4,096 characters after its HTML is read.</remarks>
internal sealed class TelegramChannel(TelegramOptions options, string publicUrl, HttpReceiver http) : IChannel
{
    private const int MaxText = 4096;

    public string Name => "telegram";

    /// <summary>A bot may send about one message a second to a chat.</summary>
    public TimeSpan Pace => TimeSpan.FromSeconds(1);

    public Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        Message message = new(parcel, publicUrl);

        // cut before it is escaped, so that no entity and no tag is cut in two: escapes do not count in the limit
        string headline = Cut.To(message.Headline, MaxText / 4);
        string rest = Cut.To(message.Text[message.Headline.Length..], MaxText - headline.Length);
        return http.PostAsync(
            $"{options.Url.TrimEnd('/')}/bot{options.BotToken!.Reveal()}/sendMessage",
            new
            {
                options.ChatId,
                Text = $"<b>{Wire.Escape(headline)}</b>{Wire.Escape(rest)}",
                ParseMode = "HTML",
                LinkPreviewOptions = new { IsDisabled = true },
            },
            cancellationToken);
    }
}
