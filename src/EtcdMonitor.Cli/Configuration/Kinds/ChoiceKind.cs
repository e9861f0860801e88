using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>One of a few words.</summary>
/// <param name="words">The words.</param>
/// <param name="later">Words that a later version knows.</param>
internal sealed class ChoiceKind(string[] words, params string[] later) : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => string.Join('|', words);

    /// <inheritdoc/>
    public override Reading Read(string text)
    {
        string word = text.ToLowerInvariant();
        if (words.Contains(word, StringComparer.Ordinal))
        {
            return new(word);
        }

        string all = words.Length == 1 ? words[0] : string.Join(", ", words[..^1]) + " or " + words[^1];
        if (later.Contains(word, StringComparer.Ordinal))
        {
            return Reading.Wrong($"{word} is not in this version yet", "write " + all);
        }

        return Suggestion.Nearest(word, words) is { } near
            ? Reading.Wrong($"\"{text}\" is not known", $"did you mean {near}?")
            : Reading.Wrong($"\"{text}\" is not known", "write " + all);
    }
}
