namespace EtcdMonitor.Cli.Output;

/// <summary>Breaks sentences at words, with a hanging indent.</summary>
internal static class Wrap
{
    /// <summary>Lines of at most <paramref name="width"/> columns; a word that is longer stays whole.</summary>
    public static IEnumerable<string> Words(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }

    /// <summary>The text, or its beginning and a sign that it goes on, in <paramref name="width"/> columns.</summary>
    public static string Cut(string text, int width, bool ascii)
    {
        string more = ascii ? "..." : "…";
        return text.Length <= width ? text : text[..(width - more.Length)] + more;
    }

    /// <summary>A sentence behind <paramref name="first"/>, further lines below its first word.</summary>
    public static IEnumerable<Line> Sentence(Terminal terminal, Line first, string text, Style style = Style.Plain)
    {
        int indent = first.Width;
        Line line = first;
        foreach (string part in terminal.IsInteractive ? Words(text, Math.Max(20, terminal.Columns - indent)) : [text])
        {
            yield return line.Add(part, style);
            line = new Line().PadTo(indent);
        }
    }

    /// <summary>Facts side by side, broken only at the gaps between them.</summary>
    public static IEnumerable<Line> Facts(Terminal terminal, int indent, IEnumerable<Line> facts)
    {
        const string Gap = "   ";
        Line line = new Line().PadTo(indent);
        bool empty = true;
        foreach (Line fact in facts)
        {
            if (terminal.IsNarrowerThan(indent + fact.Width) && fact.Spans is [var sentence])
            {
                // too long for any line: broken at words after all
                foreach (Line part in (empty ? [] : new[] { line }).Concat(Sentence(terminal, new Line().PadTo(indent), sentence.Text, sentence.Style)))
                {
                    yield return part;
                }

                line = new Line().PadTo(indent);
                empty = true;
                continue;
            }

            if (!empty && terminal.IsNarrowerThan(line.Width + Gap.Length + fact.Width))
            {
                yield return line;
                line = new Line().PadTo(indent);
                empty = true;
            }

            line.Add(empty ? "" : Gap).Add(fact);
            empty = false;
        }

        if (!empty)
        {
            yield return line;
        }
    }
}
