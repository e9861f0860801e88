using System.Text;
using System.Text.Json.Nodes;
using EtcdMonitor.Alerts;

namespace EtcdMonitor.Channels.Teams;

/// <summary>Each notice as an Adaptive Card, which a Workflows webhook posts.</summary>
/// <remarks>Shape and limit (28 KB for a message): Microsoft's "Create incoming webhooks with Workflows" and the Adaptive Card schema 1.4.</remarks>
internal sealed class TeamsChannel(TeamsOptions options, string publicUrl, TimeProvider time) : IChannel, IDisposable
{
    private const int MaxLine = 300;
    private const int MaxText = 2000;
    private const int MaxFacts = 15;
    private const int MaxBytes = 27 * 1024;

    private readonly HttpReceiver _receiver = new(time);

    public string Name => "teams";

    public Task<Delivery> SendAsync(Notice notice, string key, CancellationToken cancellationToken)
    {
        Message message = new(notice, publicUrl);
        byte[] body = Body(message, MaxText);
        for (int max = MaxText / 2; body.Length > MaxBytes; max /= 2)
        {
            body = Body(message, max);
        }

        return _receiver.PostAsync(options.WebhookUrl!.Reveal(), body, cancellationToken);
    }

    public void Dispose() => _receiver.Dispose();

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
        List("Evidence", message.Evidence);
        List("Not seen", message.NotSeen);
        List("Do next", [.. message.Steps.Select((step, i) => $"{i + 1}. {step.Text}{(step.Command is null ? "" : $":  {step.Command}")}")]);
        return new()
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["msteams"] = new JsonObject { ["width"] = "Full" },
            ["body"] = body,
            ["actions"] = new JsonArray([Open("Dashboard", message.Link), .. message.Runbook is { } runbook ? [Open("Runbook", runbook)] : Array.Empty<JsonObject>()]),
        };

        void List(string head, IReadOnlyList<string> lines)
        {
            if (lines.Count > 0)
            {
                body.Add(Text(head, weight: "Bolder"));
                body.Add(Text(Cut.Lines(lines, maxText)));
            }
        }
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
