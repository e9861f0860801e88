namespace EtcdMonitor.Samples;

/// <summary>
/// Reads the Prometheus text format from UTF-8 as it arrives, a line at a time, without a string per line. A hostile
/// page ends in an exception, never in memory that grows.
/// </summary>
/// <remarks>Format: prometheus.io/docs/instrumenting/exposition_formats, text version 0.0.4.</remarks>
internal class PrometheusText<TPage>(TPage page, Utf8Table<Entry<TPage>> catalog)
{
    private readonly byte[] _lastName = new byte[128];
    private int _lastLength;
    private Entry<TPage>? _lastEntry;

    private const int MaxLine = PrometheusText.MaxLine;

    private const int MaxLines = PrometheusText.MaxLines;

    /// <summary>Lines with a value so far, kept or not.</summary>
    public int Lines { get; private set; }

    /// <summary>Reads every whole line of <paramref name="bytes"/>; at the <paramref name="end"/> of the page the rest too. Returns the bytes used.</summary>
    /// <exception cref="InvalidDataException">The page breaks the format.</exception>
    /// <exception cref="MetricsPageTooLargeException">It is over a limit.</exception>
    public int Read(ReadOnlySpan<byte> bytes, bool end)
    {
        int used = 0;
        while (used < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[used..];
            int newline = rest.IndexOf((byte)'\n');
            if (newline < 0 && !end)
            {
                break;
            }

            int length = newline < 0 ? rest.Length : newline;
            Line(rest[..length]);
            used += newline < 0 ? length : length + 1;
        }

        if (bytes.Length - used > MaxLine)
        {
            throw new MetricsPageTooLargeException($"a line of it is longer than {MaxLine} bytes");
        }

        return used;
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (line.Length > MaxLine)
        {
            throw new MetricsPageTooLargeException($"a line of it is longer than {MaxLine} bytes");
        }

        line = line.Trim(" \t\r"u8);
        if (line.IsEmpty || line[0] == (byte)'#')
        {
            return;
        }

        if (++Lines > MaxLines)
        {
            throw new MetricsPageTooLargeException($"it has more than {MaxLines} series");
        }

        int nameEnd = line.IndexOfAny((byte)'{', (byte)' ', (byte)'\t');
        if (nameEnd <= 0)
        {
            throw new InvalidDataException("it is not in the Prometheus text format");
        }

        ReadOnlySpan<byte> labels = default, rest = line[nameEnd..];
        if (rest[0] == (byte)'{')
        {
            // a value in quotes may hold a brace; the number behind the last one cannot
            int close = rest.LastIndexOf((byte)'}');
            if (close < 0)
            {
                throw new InvalidDataException("it has a label list without an end");
            }

            labels = rest[1..close];
            rest = rest[(close + 1)..];
        }

        if (EntryOf(line[..nameEnd]) is { } entry)
        {
            rest = rest.TrimStart(" \t"u8);
            int valueEnd = rest.IndexOfAny((byte)' ', (byte)'\t');
            entry(page, labels, Labels.Number(valueEnd < 0 ? rest : rest[..valueEnd]));
        }
    }

    /// <summary>Most lines have the name of the line before: a histogram's buckets, a counter's labels.</summary>
    private Entry<TPage>? EntryOf(ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual(_lastName.AsSpan(0, _lastLength)))
        {
            _lastEntry = catalog.TryGet(name, out Entry<TPage>? entry) ? entry : null;
            _lastLength = name.Length <= _lastName.Length ? name.Length : 0;
            name[.._lastLength].CopyTo(_lastName);
        }

        return _lastEntry;
    }
}

/// <summary>Reads a metrics page of etcd.</summary>
internal sealed class PrometheusText(MetricsPage page) : PrometheusText<MetricsPage>(page, Catalog.Entries)
{
    /// <summary>Longest line; etcd's longest is about 300 bytes.</summary>
    public const int MaxLine = 4 * 1024;

    /// <summary>Most lines with a value; etcd's pages have about 1,400.</summary>
    public const int MaxLines = 20_000;
}
