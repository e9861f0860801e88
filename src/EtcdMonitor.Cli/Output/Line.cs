namespace EtcdMonitor.Cli.Output;

/// <summary>One line of output: pieces of text in order.</summary>
internal sealed class Line
{
    private readonly List<Span> _spans = [];

    /// <summary>An empty line.</summary>
    public static Line Empty => new();

    /// <summary>The pieces.</summary>
    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>Columns that it takes.</summary>
    public int Width => _spans.Sum(s => s.Text.Length);

    /// <summary>Appends text.</summary>
    public Line Add(string text, Style style = Style.Plain)
    {
        if (text.Length > 0)
        {
            _spans.Add(new Span(text, style));
        }

        return this;
    }

    /// <summary>Appends another line.</summary>
    public Line Add(Line other)
    {
        _spans.AddRange(other._spans);
        return this;
    }

    /// <summary>Appends blanks up to a column.</summary>
    public Line PadTo(int column) => Add(new string(' ', Math.Max(0, column - Width)));

    /// <inheritdoc/>
    public override string ToString() => string.Concat(_spans.Select(s => s.Text));
}
