namespace EtcdMonitor.Cli.Commands;

/// <summary>A verb: one entry feeds parser, help and dispatch.</summary>
/// <param name="Name">The word.</param>
/// <param name="Doc">What it does, one line of the overview.</param>
/// <param name="RunAsync">Does it; returns the exit code.</param>
internal sealed record Verb(string Name, string Doc, Func<CommandContext, Task<int>> RunAsync)
{
    /// <summary>Heading of the overview that it stands under; empty: not shown there.</summary>
    public string Group { get; init; } = "";

    /// <summary>First sentence of its help.</summary>
    public required string About { get; init; }

    /// <summary>What follows the program's name.</summary>
    public required string Usage { get; init; }

    /// <summary>Actions of the verb with a line each.</summary>
    public IReadOnlyList<(string Words, string Doc)> Actions { get; init; } = [];

    /// <summary>Flags by heading, as its help shows them; others are refused.</summary>
    public IReadOnlyList<(string Heading, IReadOnlyList<FlagSpec> Flags)> Flags { get; init; } = [];

    /// <summary>Flags that it takes too, told by the help of another verb.</summary>
    public IReadOnlyList<FlagSpec> Also { get; init; } = [];

    /// <summary>Commands to try.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Whether the flag means something to it.</summary>
    public bool Takes(FlagSpec flag) => Commands.Flags.Everywhere.Contains(flag) || Also.Contains(flag) || Flags.Any(g => g.Flags.Any(f => f.Name == flag.Name));
}
