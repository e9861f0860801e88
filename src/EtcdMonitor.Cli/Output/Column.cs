namespace EtcdMonitor.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Head">Its title.</param>
internal sealed record Column(string Head)
{
    /// <summary>Whether its cells are numbers.</summary>
    public bool Right { get; init; }

    /// <summary>When it gives way: 1 first; 0: never.</summary>
    public int DropOrder { get; init; }

    /// <summary>The least width it may be cut to, at the turn of its <see cref="DropOrder"/>; null: it is dropped whole.</summary>
    public int? CutTo { get; init; }
}
