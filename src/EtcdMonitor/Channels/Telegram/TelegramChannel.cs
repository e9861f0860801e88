using EtcdMonitor.Alerts;

namespace EtcdMonitor.Channels.Telegram;

/// <summary>Each notice as one message of a bot.</summary>
/// <remarks>Telegram's Bot API, sendMessage: 4,096 characters after its HTML is read.</remarks>
internal sealed class TelegramChannel(TelegramOptions options, string publicUrl, TimeProvider time) : IChannel, IDisposable
{
    private const int MaxText = 4096;

    private readonly HttpReceiver _receiver = new(time);

    public string Name => "telegram";

    /// <summary>A bot may send about one message a second to a chat.</summary>
    public TimeSpan Pace => TimeSpan.FromSeconds(1);

    public Task<Delivery> SendAsync(Notice notice, string key, CancellationToken cancellationToken)
    {
        Message message = new(notice, publicUrl);

        // cut before it is escaped, so that no entity and no tag is cut in two: escapes do not count in the limit
        string headline = Cut.To(message.Headline, MaxText / 4);
        string rest = Cut.To(message.Text[message.Headline.Length..], MaxText - headline.Length);
        return _receiver.PostAsync(
            $"{options.Url.TrimEnd('/')}/bot{options.BotToken!.Reveal()}/sendMessage",
            new
            {
                options.ChatId,
                Text = $"<b>{Escape(headline)}</b>{Escape(rest)}",
                ParseMode = "HTML",
                LinkPreviewOptions = new { IsDisabled = true },
            },
            cancellationToken);
    }

    public void Dispose() => _receiver.Dispose();

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
