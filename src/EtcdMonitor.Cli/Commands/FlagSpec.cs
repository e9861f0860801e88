using EtcdMonitor.Cli.Configuration;

namespace EtcdMonitor.Cli.Commands;

/// <summary>A flag as parser and help know it.</summary>
/// <param name="Name">With its dashes: <c>--api-port</c>.</param>
/// <param name="Placeholder">What stands for its value; empty: a switch.</param>
/// <param name="Doc">One line of the help.</param>
internal sealed record FlagSpec(string Name, string Placeholder, string Doc)
{
    /// <summary>Its short form, <c>-c</c>; null: none.</summary>
    public string? Alias { get; init; }

    /// <summary>Shown in brackets; null: none.</summary>
    public string? Default { get; init; }

    /// <summary>Values that it takes; empty: any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Its value when it is written without one; null: it needs one.</summary>
    public string? Alone { get; init; }

    /// <summary>Whether it stands alone.</summary>
    public bool IsSwitch => Placeholder.Length == 0;

    /// <summary>The flag of a setting.</summary>
    public static FlagSpec Of(Setting setting) => new(setting.Flag!, setting.Placeholder ?? setting.Kind.Placeholder, setting.Doc)
    {
        Default = setting.DefaultNote ?? setting.Default?.Replace("\"", "", StringComparison.Ordinal).Trim('[', ']'),
    };
}
