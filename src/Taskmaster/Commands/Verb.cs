namespace Taskmaster.Commands;

/// <summary>A verb: one entry feeds parser, help, completion and dispatch.</summary>
/// <param name="Name">The word.</param>
/// <param name="Doc">What it does, one line of the overview.</param>
/// <param name="RunAsync">Does it; returns the exit code.</param>
internal sealed record Verb(string Name, string Doc, Func<CommandContext, Task<int>> RunAsync)
{
    /// <summary>Heading of the overview that it stands under.</summary>
    public required string Group { get; init; }

    /// <summary>First sentence of its help.</summary>
    public required string About { get; init; }

    /// <summary>Names of the words that follow it; those in brackets may be left out.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Flags that mean something to it, besides those of every verb.</summary>
    public IReadOnlyList<Flag> Flags { get; init; } = [Flag.File, Flag.Json];

    /// <summary>Commands to try.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>How many words it needs.</summary>
    public int Needed => Words.Count(w => w[0] != '[');

    /// <summary>Whether the flag means something to it.</summary>
    public bool Takes(Flag flag) => Flag.Everywhere.Contains(flag) || Flags.Contains(flag);

    /// <summary>With what follows it.</summary>
    public string Usage => string.Join(' ', [Name, .. Words]);
}
