using System.CommandLine;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Takes a command line apart. The grammar is System.CommandLine's, the words about mistakes are ours.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Grammar = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>What was typed, or what is wrong with it.</summary>
    public static (Invocation? Invocation, Failure? Failure) Parse(IReadOnlyList<string> args)
    {
        Command root = new("etcd-monitor");
        Dictionary<Option<string[]>, FlagSpec> options = Flags.All.ToDictionary(OptionOf);
        foreach (Option<string[]> option in options.Keys)
        {
            root.Options.Add(option);
        }

        Argument<string[]> words = new("words") { Arity = ArgumentArity.ZeroOrMore };
        foreach (Verb verb in Verbs.All)
        {
            root.Subcommands.Add(new Command(verb.Name) { words });
        }

        ParseResult result = root.Parse(args, Grammar);
        Verb? typed = Verbs.Find(result.CommandResult.Command.Name);
        string[] rest = typed is null ? [.. result.UnmatchedTokens] : [.. result.GetValue(words) ?? [], .. result.UnmatchedTokens];
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach ((Option<string[]> option, FlagSpec flag) in options)
        {
            if (result.GetResult(option) is { Implicit: false } given)
            {
                string[] tokens = [.. given.Tokens.Select(t => t.Value)];
                if (WrongValue(flag, tokens) is { } failure)
                {
                    return (null, failure);
                }

                values[flag.Name] = flag.IsSwitch ? "true" : flag.Name == "--endpoints" ? string.Join(',', tokens) : tokens.LastOrDefault(flag.Alone!);
            }
        }

        Invocation invocation = new(typed ?? Verbs.Serve, rest, values) { VerbGiven = typed is not null };
        return Mistakes.In(invocation) is { } mistake ? (null, mistake) : (invocation, null);
    }

    private static Option<string[]> OptionOf(FlagSpec flag) => new(flag.Name, flag.Alias is null ? [] : [flag.Alias])
    {
        Arity = flag.IsSwitch ? ArgumentArity.Zero : ArgumentArity.ZeroOrMore,
        Recursive = true,
    };

    private static Failure? WrongValue(FlagSpec flag, string[] values)
    {
        if (flag.IsSwitch || (flag.Alone is not null && values.Length == 0))
        {
            return null;
        }

        if (values.Length == 0)
        {
            return Failure.Usage($"{flag.Name} needs a value", $"Write {flag.Name}={flag.Placeholder}");
        }

        if (flag.Choices.Count == 0 || flag.Choices.Contains(values[^1], StringComparer.Ordinal))
        {
            return null;
        }

        string? near = Suggestion.Nearest(values[^1], flag.Choices);
        return Failure.Usage($"{flag.Name} \"{values[^1]}\" is not known", near is null ? "Write " + string.Join(", ", flag.Choices) : $"Did you mean {near}?");
    }
}
