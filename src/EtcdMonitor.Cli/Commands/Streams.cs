namespace EtcdMonitor.Cli.Commands;

/// <summary>The process's surroundings; tests bring their own.</summary>
internal sealed record Streams
{
    /// <summary>Standard output.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether nobody types at standard input.</summary>
    public bool InRedirected { get; init; } = true;

    /// <summary>Whether nobody looks at standard output.</summary>
    public bool OutRedirected { get; init; } = true;

    /// <summary>Whether nobody looks at standard error.</summary>
    public bool ErrorRedirected { get; init; } = true;

    /// <summary>Columns of the window.</summary>
    public int Columns { get; init; } = 100;

    /// <summary>The environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Columns of the window that the process runs in; 100 where there is none.</summary>
    public static int WindowColumns() => Of(() => Console.WindowWidth, 100);

    /// <summary>Its lines; 40 where there is none.</summary>
    public static int WindowRows() => Of(() => Console.WindowHeight, 40);

    private static int Of(Func<int> size, int none)
    {
        try
        {
            return size() is > 0 and var some ? some : none;
        }
        catch (IOException)
        {
            return none; // no window
        }
    }
}
