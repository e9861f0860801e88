namespace EtcdMonitor.Channels.Slack;

/// <summary>Lays a message out in Block Kit, within its limits: section 3,000 characters, 10 fields of 2,000, 50 blocks; 8,000 in all is what Slack shows well.</summary>
/// <remarks>Limits: Slack's reference of blocks; only <c>&amp; &lt; &gt;</c> are escaped, by its text formatting rules.</remarks>
internal static class SlackBlocks
{
    private const int MaxLine = 300;
    private const int MaxSection = 1500;
    private const int MaxField = 200;
    private const int MaxFields = 10;

    /// <summary>The line that a phone shows.</summary>
    public static string Line(Message message) => Escaped(message.Headline, MaxLine);

    /// <summary>The blocks, the way to fix it last.</summary>
    public static IReadOnlyList<object> Of(Message message)
    {
        List<object> blocks = [Section(Escaped(message.Sentence + (message.StillWorks is { } works ? $"\nStill works: {works}" : ""), MaxSection))];
        blocks.Add(new { Type = "section", Fields = message.Facts.Take(MaxFields).Select(f => Text($"*{Escaped(f.Name, MaxField / 2)}*\n{Escaped(f.Value, MaxField)}")).ToArray() });
        blocks.AddRange(message.Lists(Message.Ticked).Select(list => Section($"*{list.Head}*\n{Escaped(Cut.Lines(list.Lines, MaxSection), MaxSection)}")));
        blocks.Add(new { Type = "context", Elements = new[] { Text($"<{message.Link}|Dashboard>{(message.Runbook is { } runbook ? $"  ·  <{runbook}|Runbook>" : "")}") } });
        return blocks;
    }

    private static object Section(string text) => new { Type = "section", Text = Text(text) };

    private static object Text(string text) => new { Type = "mrkdwn", Text = text };

    /// <summary>Escaped, and cut so that it is not too long even then: an escape makes one character five.</summary>
    private static string Escaped(string text, int max)
    {
        string cut = Cut.To(text, max);
        string escaped = Wire.Escape(cut);
        while (escaped.Length > max * 5 / 4 && cut.Length > 0)
        {
            cut = Cut.To(cut, cut.Length * 3 / 4);
            escaped = Wire.Escape(cut);
        }

        return escaped;
    }
}
