using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;
using Taskmaster.Files;
using Taskmaster.Plans;

namespace Taskmaster.Commands;

/// <summary>Completion scripts; ids come from the plan in the folder, asked when the key is pressed.</summary>
internal static class CompletionCommand
{
    private const string Ids = "grep -o '\"task-[0-9.]*\"' tasks.json 2>/dev/null | tr -d '\"'";
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    /// <summary>Prints one.</summary>
    public static Task<int> RunAsync(CommandContext context)
    {
        string shell = context.Invocation.Words[0];
        string script = shell switch
        {
            "bash" => Bash(),
            "zsh" => "autoload -U +X bashcompinit && bashcompinit\n" + Bash(),
            "fish" => Fish(),
            _ => throw new RefusedException(Failure.Usage($"unknown shell {shell}", Suggestion.Nearest(shell, Shells) is { } near ? $"Did you mean {near}?" : $"Write {string.Join(", ", Shells)}")),
        };
        context.Out.Writer.Write(script);
        context.Out.Writer.Flush();
        return Task.FromResult(ExitCode.Ok);
    }

    private static string Bash() => $$"""
        _taskmaster() {
          local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" words
          case "$before" in
            taskmaster|*/taskmaster) words="{{Names}}" ;;
            details|update|update-subtask|assign) words="$({{Ids}})" ;;
            task-*) words="{{Statuses}} $({{Ids}})" ;;
          esac
          [[ $word == -* ]] && words="{{FlagNames}}"
          if [[ $before == init || -z $words ]]; then COMPREPLY=($(compgen -f -- "$word")); else COMPREPLY=($(compgen -W "$words" -- "$word")); fi
        }
        complete -F _taskmaster taskmaster

        """;

    private static string Fish() => $$"""
        complete -c taskmaster -n __fish_use_subcommand -f -a "{{Names}}"
        complete -c taskmaster -n "__fish_seen_subcommand_from details update update-subtask assign" -f -a "({{Ids}}) {{Statuses}}"
        {{string.Join('\n', Flag.All.Select(f => $"complete -c taskmaster -l {f.Name[2..]} -d '{f.Doc}'"))}}

        """;

    private static string Names => string.Join(' ', Verbs.All.Select(v => v.Name));

    private static string Statuses => string.Join(' ', StatusWords.All);

    private static string FlagNames => string.Join(' ', Flag.All.Select(f => f.Name));
}
