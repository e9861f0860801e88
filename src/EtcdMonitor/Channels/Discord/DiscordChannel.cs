namespace EtcdMonitor.Channels.Discord;

/// <summary>Each notice as a line and an embed in the severity's colour. It mentions nobody, whatever stands in it.</summary>
/// <remarks>Limits: Discord's reference of webhooks and embeds; all texts of an embed together are at most 6,000 characters.</remarks>
internal sealed class DiscordChannel(DiscordOptions options, string publicUrl, HttpReceiver http) : IChannel
{
    private const int MaxContent = 2000;
    private const int MaxTitle = 256;
    private const int MaxDescription = 1500;
    private const int MaxFacts = 12;
    private const int MaxFact = 100;
    private const int MaxList = 700;

    public string Name => "discord";

    public Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        Message message = new(parcel, publicUrl);
        return http.PostAsync(
            options.WebhookUrl!.Reveal(),
            new
            {
                Content = Cut.To(message.Headline, MaxContent),
                options.Username,
                AllowedMentions = new { Parse = Array.Empty<string>() },
                Embeds = new[]
                {
                    new
                    {
                        Title = Cut.To(message.Subject, MaxTitle),
                        Description = Cut.To(message.Sentence + (message.StillWorks is { } works ? $"\nStill works: {works}" : ""), MaxDescription),
                        Url = message.Link,
                        Color = Wire.Colour(message),
                        Timestamp = (message.Until ?? message.Since).UtcDateTime,
                        Fields = Fields(message),
                    },
                },
            },
            cancellationToken);
    }

    private static object[] Fields(Message message)
    {
        List<object> fields = [.. message.Facts.Take(MaxFacts).Select(fact => Field(fact.Name, Cut.To(fact.Value, MaxFact), inline: true))];
        fields.AddRange(message.Lists(Message.Ticked).Select(list => Field(list.Head, Cut.Lines(list.Lines, MaxList), inline: false)));
        if (message.Runbook is { } runbook)
        {
            fields.Add(Field("Runbook", runbook, inline: false));
        }

        return [.. fields];
    }

    /// <summary>Discord refuses a message with an empty field.</summary>
    private static object Field(string name, string value, bool inline) =>
        new { Name = name.Length == 0 ? "-" : Cut.To(name, MaxFact), Value = string.IsNullOrWhiteSpace(value) ? "-" : value, Inline = inline };
}
