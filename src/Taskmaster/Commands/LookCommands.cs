using System.Globalization;
using EtcdMonitor.Cli.Output;
using Taskmaster.Files;
using Taskmaster.Output;
using Taskmaster.Plans;

namespace Taskmaster.Commands;

/// <summary>Verbs that only read. They take no lock: a reader finds the old files or the new ones.</summary>
internal static class LookCommands
{
    private const int LastChanges = 20;

    /// <summary>All tasks.</summary>
    public static Task<int> StatusAsync(CommandContext context)
    {
        Plan plan = context.Store.Read();
        if (context.Json)
        {
            return Task.FromResult(Answers.Write(context.Out, plan, PlanJson.Instance.Plan));
        }

        context.Out.Write(StatusRenderer.Render(plan, context.Store.ReadHistory(), context.Out));
        return Task.FromResult(ExitCode.Ok);
    }

    /// <summary>Figures.</summary>
    public static Task<int> ProgressAsync(CommandContext context) =>
        Task.FromResult(Answers.Write(context.Out, Progress.Of(context.Store.Read()), PlanJson.Instance.Progress));

    /// <summary>One task.</summary>
    public static Task<int> DetailsAsync(CommandContext context)
    {
        PlanStore store = context.Store;
        Plan plan = store.Read();
        PlanTask task = Lookup.TaskWith(plan, context.Invocation.Words[0], store.Paths.Shown);
        if (context.Json)
        {
            return Task.FromResult(Answers.Write(context.Out, task, PlanJson.Instance.PlanTask));
        }

        context.Out.Write(DetailsRenderer.Render(plan, task, store.ReadHistory(), context.Out, context.Now));
        return Task.FromResult(ExitCode.Ok);
    }

    /// <summary>The last changes.</summary>
    public static Task<int> HistoryAsync(CommandContext context)
    {
        string? typed = context.Invocation.Word(0);
        int count = LastChanges;
        if (typed is not null && !(int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0))
        {
            throw new RefusedException(Failure.Usage($"history \"{typed}\" is no number of changes", "Write 1 or more:  taskmaster history 50"));
        }

        PlanStore store = context.Store;
        _ = store.Read(); // a history without its plan would be told of the wrong folder
        History history = store.ReadHistory();
        if (context.Json)
        {
            return Task.FromResult(Answers.Write(context.Out, [.. history.Entries.TakeLast(count)], PlanJson.Instance.EntryArray));
        }

        context.Out.Write(HistoryRenderer.Render(history, count, context.Now));
        return Task.FromResult(ExitCode.Ok);
    }
}
