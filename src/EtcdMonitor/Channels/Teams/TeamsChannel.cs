using System.Text;
using System.Text.Json.Nodes;
namespace EtcdMonitor.Channels.Teams;

/// <summary>Each notice as an Adaptive Card, which a Workflows webhook posts.</summary>
/// <remarks>Shape and limit (28 KB for a message): Microsoft's "Create incoming webhooks with Workflows" and the Adaptive Card schema 1.4.</remarks>
internal sealed class TeamsChannel(TeamsOptions options, string publicUrl, HttpReceiver http) : IChannel
{
    private const int MaxLine = 300;
    private const int MaxText = 2000;
    private const int MaxFacts = 15;
    private const int MaxBytes = 27 * 1024;

    public string Name => "teams";

    public Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        Message message = new(parcel, publicUrl);
        byte[] body = Body(message, MaxText);
        for (int max = MaxText / 2; body.Length > MaxBytes; max /= 2)
        {
            body = Body(message, max);
        }

        return http.PostAsync(options.WebhookUrl!.Reveal(), body, cancellationToken);
    }

    private static byte[] Body(Message message, int maxText) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = Card(message, maxText) }),
    }.ToJsonString());

    private static JsonObject Card(Message message, int maxText)
    {
        JsonArray body = [Text(Cut.To(message.Headline, MaxLine), weight: "Bolder", size: "Medium", colour: Colour(message)), Text(Cut.To(message.Sentence, maxText))];
        if (message.StillWorks is { } works)
        {
            body.Add(Text(Cut.To($"Still works: {works}", maxText)));
        }

        body.Add(new JsonObject
        {
            ["type"] = "FactSet",
            ["facts"] = new JsonArray([.. message.Facts.Take(MaxFacts).Select(f => new JsonObject { ["title"] = Plain(Cut.To(f.Name, Math.Min(MaxLine, maxText))), ["value"] = Plain(Cut.To(f.Value, Math.Min(MaxLine, maxText))) })]),
        });
        foreach ((string head, IReadOnlyList<string> lines) in message.Lists())
        {
            body.Add(Text(head, weight: "Bolder"));
            body.Add(Text(Cut.Lines(lines, maxText)));
        }

        return new()
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = body,
            ["actions"] = new JsonArray([Open("Dashboard", message.Link), .. message.Runbook is { } runbook ? [Open("Runbook", runbook)] : Array.Empty<JsonObject>()]),
        };
    }

    private static JsonObject Open(string title, string url) => new() { ["type"] = "Action.OpenUrl", ["title"] = title, ["url"] = url };

    private static JsonObject Text(string text, string weight = "Default", string size = "Default", string colour = "Default") =>
        new() { ["type"] = "TextBlock", ["text"] = Plain(text), ["wrap"] = true, ["weight"] = weight, ["size"] = size, ["color"] = colour };

    /// <summary>Text blocks and facts take Markdown: what members call themselves must not become a link, and a line ends where it ends.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Select(c => c is '[' or ']' or '*' or '_' or '`' or '\\' or '<' or '>' ? $"\\{c}" : c == '\n' ? "\n\n" : $"{c}"));

    private static string Colour(Message message) => message switch
    {
        { IsOver: true } => "Good",
        { Severity: Rules.Severity.Critical or Rules.Severity.Unknown } => "Attention",
        { Severity: Rules.Severity.Warning } => "Warning",
        _ => "Accent",
    };
}
