using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;

namespace Taskmaster.Commands;

/// <summary>Takes a command line apart: flags anywhere, <c>--name=value</c> or <c>--name value</c>, after <c>--</c> only words.</summary>
internal static class CommandLine
{
    private const string All = "All:  taskmaster --help";

    /// <summary>What was typed, or what is wrong with it.</summary>
    public static (Invocation? Invocation, Failure? Failure) Parse(IReadOnlyList<string> args)
    {
        List<string> words = [];
        Dictionary<Flag, string> flags = [];
        bool onlyWords = false;
        for (int i = 0; i < args.Count; i++)
        {
            string arg = args[i];
            if (!onlyWords && arg == "--")
            {
                onlyWords = true;
            }
            else if (onlyWords || arg.Length < 2 || arg[0] != '-' || arg.Contains(' ', StringComparison.Ordinal) || char.IsAsciiDigit(arg[1]))
            {
                words.Add(arg); // a note may begin with a dash
            }
            else if (Take(args, ref i, flags) is { } failure)
            {
                return (null, failure);
            }
        }

        return Checked(words, flags);
    }

    private static Failure? Take(IReadOnlyList<string> args, ref int i, Dictionary<Flag, string> flags)
    {
        string[] parts = args[i].Split('=', 2);
        if (Flag.Find(parts[0]) is not { } flag)
        {
            string? near = parts[0].Length > 2 ? Suggestion.Nearest(parts[0], Flag.All.Select(f => f.Name)) : null;
            return Failure.Usage($"unknown flag {parts[0]}", near is null ? All : $"Did you mean {near}? {All}");
        }

        if (flag.IsSwitch)
        {
            flags[flag] = "";
            return parts.Length == 1 ? null : Failure.Usage($"{flag.Name} takes no value", $"Write {flag.Name}");
        }

        string? value = parts.Length == 2 ? parts[1] : ++i < args.Count ? args[i] : null;
        if (string.IsNullOrEmpty(value))
        {
            return Failure.Usage($"{flag.Name} needs a value", $"Write {flag.Name}={flag.Placeholder}");
        }

        flags[flag] = value;
        return flag.Choices.Count == 0 || flag.Choices.Contains(value, StringComparer.Ordinal) ? null
            : Failure.Usage($"{flag.Name} \"{value}\" is not known", Suggestion.Nearest(value, flag.Choices) is { } close ? $"Did you mean {close}?" : "Write " + string.Join(", ", flag.Choices));
    }

    private static (Invocation?, Failure?) Checked(List<string> words, Dictionary<Flag, string> flags)
    {
        if (words.Count == 0)
        {
            return flags.ContainsKey(Flag.Help) ? (new Invocation(null, [], flags), null) : (null, Failure.Usage("needs a verb, such as status", All));
        }

        if (Verbs.Find(words[0]) is not { } verb)
        {
            return words[0] == "help" ? (new Invocation(Verbs.Find(words.ElementAtOrDefault(1) ?? ""), [], new Dictionary<Flag, string>(flags) { [Flag.Help] = "" }), null)
                : (null, Failure.Usage($"unknown verb {words[0]}", Suggestion.Nearest(words[0], Verbs.All.Select(v => v.Name)) is { } near ? $"Did you mean {near}? {All}" : All));
        }

        Invocation invocation = new(verb, [.. words.Skip(1)], flags);
        return invocation.Has(Flag.Help) || Mistake(invocation, verb) is not { } mistake ? (invocation, null) : (null, mistake);
    }

    private static Failure? Mistake(Invocation invocation, Verb verb)
    {
        string help = $"All:  taskmaster {verb.Name} --help";
        if (invocation.Flags.Keys.FirstOrDefault(f => !verb.Takes(f)) is { } stray)
        {
            return Failure.Usage($"{verb.Name} has no use for {stray.Name}", help);
        }

        if (invocation.Words.Count < verb.Needed)
        {
            return Failure.Usage($"{verb.Name} needs {string.Join(' ', verb.Words)}, {verb.Words[invocation.Words.Count]} is missing", verb.Examples.Count > 0 ? $"Example:  {verb.Examples[0]}" : help);
        }

        if (invocation.Words.Count <= verb.Words.Count)
        {
            return null;
        }

        string more = invocation.Words[verb.Words.Count];
        return verb.Words.Count == 0 ? Failure.Usage($"{verb.Name} takes no argument, \"{more}\" is one too many", help)
            : Failure.Usage($"{verb.Name} takes {string.Join(' ', verb.Words)}, \"{more}\" is one too many", "Put words that belong together in quotes");
    }
}
