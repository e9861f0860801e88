namespace EtcdMonitor.Cli.Output;

/// <summary>A stream that answers go to, and what it can show.</summary>
/// <param name="Writer">The stream.</param>
internal sealed record Terminal(TextWriter Writer)
{
    /// <summary>Widest and narrowest layout; help fits 80.</summary>
    private const int Widest = 120;
    private const int Narrowest = 60;

    private readonly int _columns = 100;

    /// <summary>Whether a person looks at it: only then are cells cut and columns dropped.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether it shows the sixteen colours.</summary>
    public bool Colour { get; init; }

    /// <summary>Whether it has only ASCII.</summary>
    public bool Ascii { get; init; }

    /// <summary>Columns of the layout.</summary>
    public int Columns
    {
        get => _columns;
        init => _columns = Math.Clamp(value, Narrowest, Widest);
    }

    /// <summary>Whether there is less room than <paramref name="columns"/>. A file or a pipe has all the room there is.</summary>
    public bool IsNarrowerThan(int columns) => IsInteractive && columns > Columns;

    /// <summary>Writes one line.</summary>
    public void Write(Line line)
    {
        string text = string.Concat(line.Spans.Select(Paint)).TrimEnd();
        Writer.Write(text + "\n");
        Writer.Flush();
    }

    /// <summary>Writes lines.</summary>
    public void Write(IEnumerable<Line> lines)
    {
        foreach (Line line in lines)
        {
            Write(line);
        }
    }

    /// <summary>Writes a plain line.</summary>
    public void Write(string text) => Write(new Line().Add(text));

    private string Paint(Span span)
    {
        string text = Ascii ? AsciiText.Of(span.Text) : span.Text;
        string? code = span.Style switch
        {
            Style.Bold or Style.Unknown => "1",
            Style.Dim => "2",
            Style.Good => "32",
            Style.Info => "34",
            Style.Warning => "33",
            Style.Critical => "1;31",
            _ => null,
        };
        return Colour && code is not null && !string.IsNullOrWhiteSpace(text) ? $"\e[{code}m{text}\e[0m" : text;
    }
}
