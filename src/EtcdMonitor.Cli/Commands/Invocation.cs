namespace EtcdMonitor.Cli.Commands;

/// <summary>What was typed, taken apart.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Arguments">Words after the verb.</param>
/// <param name="Flags">Values by flag; a switch has <c>true</c>.</param>
internal sealed record Invocation(Verb Verb, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Flags)
{
    /// <summary>Whether a verb was typed, or it serves for want of one.</summary>
    public bool VerbGiven { get; init; } = true;

    /// <summary>Whether the flag was given.</summary>
    public bool Has(FlagSpec flag) => Flags.ContainsKey(flag.Name);

    /// <summary>The flag's value; null: not given.</summary>
    public string? Value(FlagSpec flag) => Flags.GetValueOrDefault(flag.Name);

    /// <summary>Whether answers and errors are objects.</summary>
    public bool Json => Value(Commands.Flags.Output) == "json";
}
