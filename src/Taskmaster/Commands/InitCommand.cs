using System.Globalization;
using EtcdMonitor.Cli.Output;
using Taskmaster.Documents;
using Taskmaster.Files;
using Taskmaster.Output;
using Taskmaster.Plans;

namespace Taskmaster.Commands;

/// <summary>From a product document to a plan, the first time and every time after.</summary>
internal static class InitCommand
{
    /// <summary>Makes the plan.</summary>
    public static async Task<int> RunAsync(CommandContext context)
    {
        string source = context.Invocation.Word(0) ?? "PRD.md";
        PlanStore store = context.StoreOf(FileOf(context.Invocation));
        string path = Path.GetFullPath(source, context.Folder);
        if (path == store.Paths.Tasks)
        {
            throw new RefusedException(Failure.Usage($"{source} cannot be the document and the plan", "Give the plan a name of its own:  taskmaster init PRD.md tasks.json"));
        }

        Prd prd = PrdReader.Read(DocumentFile.Read(path, source), source);
        Made made = new(prd, store.ReadIfThere(), context, source);
        if (context.Invocation.Has(Flag.DryRun))
        {
            return Answer(context, made.Merged(store.ReadHistory()), made, written: false);
        }

        using (await context.LockAsync(store))
        {
            Made now = new(prd, store.ReadIfThere(), context, source);
            PlanMerge? merge = now.Merged(store.ReadHistory());
            Plan plan = merge?.Plan ?? now.Plan;
            if (merge is null || merge.Changes.Count > 0 || plan.Project != now.Before!.Project || plan.Version != now.Before.Version || !SamePhases(plan, now.Before))
            {
                store.Write(plan, store.ReadHistory(), Entries(context, plan, merge, source));
            }

            return Answer(context, merge, now, written: true);
        }
    }

    private static bool SamePhases(Plan a, Plan b) =>
        a.Phases.Select(p => (p.Id, p.Name, p.Timeline)).SequenceEqual(b.Phases.Select(p => (p.Id, p.Name, p.Timeline))) && a.Tasks.Select(t => t.Id).SequenceEqual(b.Tasks.Select(t => t.Id), StringComparer.Ordinal);

    private static string FileOf(Invocation invocation)
    {
        string? word = invocation.Word(1);
        string? flag = invocation.Value(Flag.File);
        return word is not null && flag is not null && word != flag
            ? throw new RefusedException(Failure.Usage($"the plan is named twice: {word} and --file={flag}", "Give one of them"))
            : word ?? flag ?? CommandContext.DefaultFile;
    }

    private static List<Entry> Entries(CommandContext context, Plan plan, PlanMerge? merge, string source)
    {
        List<Entry> entries = [.. (merge?.Dropped ?? []).Select(t => context.Entry(t.Id, "dropped", StatusWords.Of(t.Status), null, t.Title))];
        entries.Add(context.Entry(null, "plan", null, $"{Figures.Plural(plan.Summary.TotalTasks, "task")} from {source}"));
        return entries;
    }

    private static int Answer(CommandContext context, PlanMerge? merge, Made made, bool written)
    {
        InitAnswer answer = new(made.Source, context.StoreOf(FileOf(context.Invocation)).Paths.Shown, written, (merge?.Plan ?? made.Plan).Summary, merge?.Kept, merge?.Changes ?? [], made.Estimated, made.Prd.Skipped);
        if (context.Json)
        {
            return Answers.Write(context.Out, answer, PlanJson.Instance.InitAnswer);
        }

        context.Out.Write(InitRenderer.Render(answer, context.Invocation.Has(Flag.Verbose)));
        return ExitCode.Ok;
    }

    /// <summary>The plan that a document makes, before it meets the one in force.</summary>
    private sealed class Made
    {
        private readonly bool _force;

        public Made(Prd prd, Plan? before, CommandContext context, string source)
        {
            (Prd, Before, Source, _force) = (prd, before, source, context.Invocation.Has(Flag.Force));
            string project = context.Invocation.Word(2) ?? prd.Project ?? before?.Project ?? new DirectoryInfo(context.Folder).Name;
            (Plan, Estimated) = PlanBuilder.Build(prd, project, context.Invocation.Word(3) ?? prd.Version ?? before?.Version ?? "1.0.0");
            if (!Plan.Tasks.Any())
            {
                throw DocumentFile.Refused($"{source} has no task in it", "A task is a line TASK_001: …, or a heading with requirements below it");
            }

            PlanTotals.Check(prd.Totals, Plan.Summary, source);
        }

        public Prd Prd { get; }

        public Plan? Before { get; }

        public string Source { get; }

        public Plan Plan { get; }

        public int Estimated { get; }

        /// <summary>Over the plan in force; null: there is none.</summary>
        public PlanMerge? Merged(History history)
        {
            if (Before is null)
            {
                return null;
            }

            PlanMerge merge = PlanMerge.Of(Before, Plan, history.Entries.Select(e => e.Id).OfType<string>());
            return merge.Lost.Count == 0 || _force ? merge : throw new RefusedException(Failure.Failed(
                string.Create(CultureInfo.InvariantCulture, $"{Source} lacks {merge.Lost.Count} with progress, nothing was changed: {string.Join("; ", merge.Lost)}"),
                "Put the titles back, or drop them:  taskmaster init --force"));
        }
    }
}
