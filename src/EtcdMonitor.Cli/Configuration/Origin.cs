namespace EtcdMonitor.Cli.Configuration;

/// <summary>Where a value came from, as an error and <c>config print --origin</c> name it.</summary>
/// <param name="Kind">The layer.</param>
/// <param name="Name">File as given, name of the variable, or the flag.</param>
/// <param name="Line">Line in the file, from 1; 0 elsewhere.</param>
/// <param name="Column">Column in the file, from 1; 0 elsewhere.</param>
internal sealed record Origin(OriginKind Kind, string Name, long Line = 0, long Column = 0)
{
    /// <summary>What this value hides in a lower layer; null: nothing.</summary>
    public Origin? Hides { get; init; }

    /// <summary>Nobody set it.</summary>
    public static Origin Default { get; } = new(OriginKind.Default, "default");

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        OriginKind.File => $"{Name}:{Line}",
        OriginKind.Manifest => $"manifest {Name}",
        OriginKind.Environment => $"environment {Name}",
        OriginKind.Flag => $"flag {Name}",
        _ => Name,
    };
}
