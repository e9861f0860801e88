namespace EtcdMonitor.State;

/// <summary>One measured number, or why it is not known. Its unit is in the name of what holds it.</summary>
public readonly record struct Figure
{
    private readonly string? _reason;

    /// <summary>The number; null: not known, see <see cref="Reason"/>.</summary>
    public double? Value { get; init; }

    /// <summary>Why it is not known; with a value: what the value leaves out, or null.</summary>
    public string? Reason
    {
        get => _reason ?? (Value is null ? "nothing was measured yet" : null);
        init => _reason = value;
    }

    /// <summary>Who measured it.</summary>
    public FigureSource Source { get; init; }

    /// <summary>Whether the truth is at least <see cref="Value"/>: a histogram does not tell how far a quantile lies over its highest bound.</summary>
    public bool IsLowerBound { get; init; }

    /// <summary>A known number.</summary>
    public static Figure Of(double value, FigureSource source = FigureSource.Server) => new() { Value = value, Source = source };

    /// <summary>Not known, and why.</summary>
    public static Figure Unknown(string reason, FigureSource source = FigureSource.Server) => new() { Reason = reason, Source = source };
}
