using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Words about what was typed wrong: one line, with the nearest right word. Nothing runs on a guess.</summary>
internal static class Mistakes
{
    private const string All = "All:  etcd-monitor --help";

    /// <summary>The first mistake; null: none.</summary>
    public static Failure? In(Invocation invocation)
    {
        foreach (string word in invocation.Arguments)
        {
            if (word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]))
            {
                return UnknownFlag(word.Split('=')[0]);
            }
        }

        if (!invocation.VerbGiven && invocation.Arguments.Count > 0)
        {
            return UnknownVerb(invocation.Arguments[0]);
        }

        Verb verb = invocation.Verb;
        FlagSpec? stray = Flags.All.FirstOrDefault(f => invocation.Has(f) && !verb.Takes(f));
        if (stray is not null)
        {
            return Failure.Usage($"{verb.Name} has no use for {stray.Name}", $"All:  etcd-monitor {verb.Name} --help");
        }

        return verb.Actions.Count == 0 && invocation.Arguments.Count > 0
            ? Failure.Usage($"{verb.Name} takes no argument, \"{invocation.Arguments[0]}\" is one too many", $"All:  etcd-monitor {verb.Name} --help")
            : null;
    }

    private static Failure UnknownFlag(string flag)
    {
        if (Flags.Later.Contains(flag, StringComparer.Ordinal))
        {
            return Failure.Usage($"{flag} is not in this version yet", All);
        }

        IEnumerable<string> known = Flags.All.SelectMany(f => f.Alias is null ? [f.Name] : new[] { f.Name, f.Alias });
        string? near = flag.Length > 2 ? Suggestion.Nearest(flag, known) : null;
        return Failure.Usage($"unknown flag {flag}", near is null ? All : $"Did you mean {near}? {All}");
    }

    private static Failure UnknownVerb(string word)
    {
        if (Verbs.Later.Contains(word, StringComparer.Ordinal))
        {
            return Failure.Usage($"{word} is not in this version yet", All);
        }

        string? near = Suggestion.Nearest(word, Verbs.All.Select(v => v.Name));
        return Failure.Usage($"unknown verb {word}", near is null ? All : $"Did you mean {near}? {All}");
    }
}
