namespace EtcdMonitor.Cli.Output;

/// <summary>Rows in columns. Too narrow a terminal drops columns in their stated order; a cell never wraps.</summary>
/// <param name="columns">The columns; the first holds glyphs and has no head.</param>
internal sealed class Table(IReadOnlyList<Column> columns)
{
    private const int Gap = 2;
    private readonly List<Span[]> _rows = [];

    /// <summary>Adds a row, a cell for each column.</summary>
    public void Add(params Span[] cells) => _rows.Add(cells);

    /// <summary>Head and rows.</summary>
    public IEnumerable<Line> Render(Terminal terminal)
    {
        int[] widths = [.. columns.Select((c, i) => _rows.Select(r => r[i].Text.Length).Append(c.Head.Length).Max())];
        foreach (int i in Enumerable.Range(0, columns.Count).Where(i => columns[i].DropOrder > 0).OrderBy(i => columns[i].DropOrder))
        {
            int over = widths.Where(w => w > 0).Sum(w => w + Gap) - Gap - terminal.Columns;
            if (!terminal.IsInteractive || over <= 0)
            {
                break;
            }

            widths[i] = columns[i].CutTo is { } least ? Math.Min(widths[i], Math.Max(least, widths[i] - over)) : 0;
        }

        yield return Row([.. columns.Select(c => new Span(c.Head, Style.Dim))], widths, terminal.Ascii);
        foreach (Span[] row in _rows)
        {
            yield return Row(row, widths, terminal.Ascii);
        }
    }

    private Line Row(Span[] cells, int[] widths, bool ascii)
    {
        Line line = new();
        bool first = true;
        for (int i = 0; i < cells.Length; i++)
        {
            if (widths[i] == 0)
            {
                continue;
            }

            string text = Wrap.Cut(cells[i].Text, widths[i], ascii);
            string blanks = new(' ', widths[i] - text.Length);
            line.Add(first ? "" : new string(' ', Gap));
            line.Add(columns[i].Right ? blanks : "").Add(text, cells[i].Style).Add(columns[i].Right ? "" : blanks);
            first = false;
        }

        return line;
    }
}
