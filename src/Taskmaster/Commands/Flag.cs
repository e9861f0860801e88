namespace Taskmaster.Commands;

/// <summary>A flag as parser and help know it.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Placeholder">What stands for its value; empty: a switch.</param>
/// <param name="Doc">One line of the help.</param>
internal sealed record Flag(string Name, string Placeholder, string Doc)
{
    public static readonly Flag File = new("--file", "FILE", "the plan [tasks.json]");
    public static readonly Flag Json = new("--json", "", "answer as JSON, errors too");
    public static readonly Flag Force = new("--force", "", "drop tasks with progress that the document lacks");
    public static readonly Flag DryRun = new("--dry-run", "", "show what would change, write nothing");
    public static readonly Flag Verbose = new("--verbose", "", "each part of the document that was skipped") { Alias = "-v" };
    public static readonly Flag Color = new("--color", "WHEN", "auto, always, never [auto]") { Choices = ["auto", "always", "never"] };
    public static readonly Flag Ascii = new("--ascii", "", "no sign beyond ASCII");
    public static readonly Flag Help = new("--help", "", "this") { Alias = "-h" };

    /// <summary>Its short form; null: none.</summary>
    public string? Alias { get; init; }

    /// <summary>Values that it takes; empty: any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Flag> All { get; } = [File, Json, Force, DryRun, Verbose, Color, Ascii, Help];

    /// <summary>Every verb takes them.</summary>
    public static IReadOnlyList<Flag> Everywhere { get; } = [Color, Ascii, Help];

    /// <summary>Whether it stands alone.</summary>
    public bool IsSwitch => Placeholder.Length == 0;

    /// <summary>The flag of that name; null: there is none.</summary>
    public static Flag? Find(string name) => All.FirstOrDefault(f => f.Name == name || f.Alias == name);
}
