namespace EtcdMonitor.Channels.Slack;

/// <summary>Each notice as one message: a line that shows in notifications, and an attachment in the severity's colour.</summary>
internal sealed class SlackChannel(SlackOptions options, string publicUrl, HttpReceiver http) : IChannel
{
    public string Name => "slack";

    /// <summary>Slack takes one message a second for each webhook, and answers 429 to more.</summary>
    public TimeSpan Pace => TimeSpan.FromSeconds(1);

    public Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        Message message = new(parcel, publicUrl);
        return http.PostAsync(
            options.WebhookUrl!.Reveal(),
            new
            {
                options.Channel,
                options.Username,
                Text = SlackBlocks.Line(message),
                Attachments = new[] { new { Color = $"#{Wire.Colour(message):X6}", Fallback = SlackBlocks.Line(message), Blocks = SlackBlocks.Of(message) } },
            },
            cancellationToken);
    }
}
