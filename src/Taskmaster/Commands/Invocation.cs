namespace Taskmaster.Commands;

/// <summary>What was typed, taken apart.</summary>
/// <param name="Verb">What to do; null: only help was asked for.</param>
/// <param name="Words">What follows the verb.</param>
/// <param name="Flags">Values by flag; a switch has an empty one.</param>
internal sealed record Invocation(Verb? Verb, IReadOnlyList<string> Words, IReadOnlyDictionary<Flag, string> Flags)
{
    /// <summary>Whether the flag was given.</summary>
    public bool Has(Flag flag) => Flags.ContainsKey(flag);

    /// <summary>The flag's value; null: not given.</summary>
    public string? Value(Flag flag) => Flags.GetValueOrDefault(flag);

    /// <summary>The word in that place; null: not given.</summary>
    public string? Word(int at) => at < Words.Count ? Words[at] : null;
}
