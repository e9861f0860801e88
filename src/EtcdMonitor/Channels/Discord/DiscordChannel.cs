using EtcdMonitor.Alerts;

namespace EtcdMonitor.Channels.Discord;

/// <summary>Each notice as a line and an embed in the severity's colour. It mentions nobody, whatever stands in it.</summary>
/// <remarks>Limits: Discord's reference of webhooks and embeds; all texts of an embed together are at most 6,000 characters.</remarks>
internal sealed class DiscordChannel(DiscordOptions options, string publicUrl, TimeProvider time) : IChannel, IDisposable
{
    private const int MaxContent = 2000;
    private const int MaxTitle = 256;
    private const int MaxDescription = 1500;
    private const int MaxFacts = 12;
    private const int MaxFact = 100;
    private const int MaxList = 700;

    private readonly HttpReceiver _receiver = new(time);

    public string Name => "discord";

    public Task<Delivery> SendAsync(Notice notice, string key, CancellationToken cancellationToken)
    {
        Message message = new(notice, publicUrl);
        return _receiver.PostAsync(
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

    public void Dispose() => _receiver.Dispose();

    private static object[] Fields(Message message)
    {
        List<object> fields = [.. message.Facts.Take(MaxFacts).Select(fact => Field(fact.Name, Cut.To(fact.Value, MaxFact), inline: true))];
        Add("Evidence", message.Evidence);
        Add("Not seen", message.NotSeen);
        Add("Do next", [.. message.Steps.Select((step, i) => $"{i + 1}. {step.Text}{(step.Command is null ? "" : $"  `{step.Command.Replace('`', '\'')}`")}")]);
        if (message.Runbook is { } runbook)
        {
            fields.Add(Field("Runbook", runbook, inline: false));
        }

        return [.. fields];

        void Add(string name, IReadOnlyList<string> lines)
        {
            if (lines.Count > 0)
            {
                fields.Add(Field(name, Cut.Lines(lines, MaxList), inline: false));
            }
        }
    }

    /// <summary>Discord refuses a message with an empty field.</summary>
    private static object Field(string name, string value, bool inline) =>
        new { Name = name.Length == 0 ? "-" : Cut.To(name, MaxFact), Value = string.IsNullOrWhiteSpace(value) ? "-" : value, Inline = inline };
}
