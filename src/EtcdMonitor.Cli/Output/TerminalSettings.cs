namespace EtcdMonitor.Cli.Output;

/// <summary>Decides what a stream can show, from flags, environment and the stream itself.</summary>
internal sealed record TerminalSettings
{
    /// <summary><c>auto</c>, <c>always</c> or <c>never</c>.</summary>
    public string Color { get; init; } = "auto";

    /// <summary>Whether ASCII was asked for.</summary>
    public bool Ascii { get; init; }

    /// <summary>The environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A terminal on <paramref name="writer"/>.</summary>
    public Terminal For(TextWriter writer, bool redirected, int columns) => new(writer)
    {
        IsInteractive = !redirected && !IsDumb,
        Colour = Colour(redirected),
        Ascii = Ascii || Value("TERM") == "linux" || !IsUnicode,
        Columns = columns,
    };

    private bool IsDumb => Value("TERM") == "dumb";

    /// <summary>Only a locale that names another character set counts: containers have none at all and show UTF-8.</summary>
    private bool IsUnicode
    {
        get
        {
            string locale = (Value("LC_ALL") ?? Value("LC_CTYPE") ?? Value("LANG") ?? "").ToUpperInvariant();
            return !locale.Contains('.', StringComparison.Ordinal) || locale.Contains("UTF", StringComparison.Ordinal);
        }
    }

    private bool Colour(bool redirected) => Color switch
    {
        "always" => true,
        "never" => false,
        _ when Value("NO_COLOR") is not null => false,
        _ when Value("CLICOLOR_FORCE") is not null and not "0" => true,
        _ => !redirected && !IsDumb,
    };

    private string? Value(string name) => Environment.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
