using System.Collections.Immutable;

namespace EtcdMonitor.State;

/// <summary>Reads flags as Go's flag package does: one hyphen or two, the value after <c>=</c> or in the next word.</summary>
internal static class CommandLine
{
    /// <summary>Flags that carry secrets, or would let others join.</summary>
    private static readonly string[] Secret = ["password", "initial-cluster-token", "discovery"];

    public static ImmutableSortedDictionary<string, string> Flags(ImmutableArray<string> words)
    {
        ImmutableSortedDictionary<string, string>.Builder flags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

        // the first word is the program
        for (int i = 1; i < words.Length; i++)
        {
            string word = words[i];
            if (word is "--" or "-" || !word.StartsWith('-'))
            {
                break; // from here on Go reads no flags either
            }

            string name = word.TrimStart('-');
            int equals = name.IndexOf('=', StringComparison.Ordinal);
            string value = equals >= 0 ? name[(equals + 1)..] : i + 1 < words.Length && !words[i + 1].StartsWith('-') ? words[++i] : "true";
            name = equals >= 0 ? name[..equals] : name;
            if (!Array.Exists(Secret, part => name.Contains(part, StringComparison.Ordinal)))
            {
                flags[name] = value;
            }
        }

        return flags.ToImmutable();
    }
}
