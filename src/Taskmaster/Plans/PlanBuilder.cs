using Taskmaster.Documents;

namespace Taskmaster.Plans;

/// <summary>
/// Makes a plan of a document. A feature goes to the phase that names it; else to the phase that it names itself; else to the phase called
/// implementation; else by priority, P0 into the first.
/// </summary>
internal static class PlanBuilder
{
    /// <summary>Hours of a task that says none: a little, and some for each requirement.</summary>
    private const decimal BaseHours = 4;
    private const decimal HoursOfSubtask = 2;
    private static readonly string[] Doing = ["implementation", "development", "build", "execution", "construction"];

    /// <summary>The plan, all of it pending, and how many of its tasks have hours of ours.</summary>
    public static (Plan Plan, int Estimated) Build(Prd prd, string project, string version)
    {
        IReadOnlyList<DocumentPhase> phases = prd.Phases.Count > 0 ? prd.Phases : [new DocumentPhase(new PhaseHeading("1", "Phase 1: All tasks", ""))];
        List<Feature>[] content = [.. phases.Select(_ => new List<Feature>())];
        List<Feature> free = [.. prd.Features];
        for (int p = 0; p < phases.Count; p++)
        {
            foreach (Feature said in phases[p].Content)
            {
                Feature? told = Told(said, free);
                content[p].Add(told ?? said);
                free.Remove(told!);
            }
        }

        foreach (Feature feature in free)
        {
            content[PhaseOf(feature, phases)].Add(feature);
        }

        Plan plan = new() { Project = project, Version = version, Phases = [.. phases.Select((p, i) => ToPhase(p, i + 1, content[i]))] };
        return (plan, content.Sum(c => c.Count(f => f.Hours is null)));
    }

    private static decimal Estimate(Feature feature) => BaseHours + (HoursOfSubtask * feature.Requirements.Count);

    /// <summary>The feature that a phase names: the same title, or the only one whose words are all in the other's.</summary>
    private static Feature? Told(Feature said, List<Feature> free)
    {
        string head = Words.Key(said.Title.Split([": ", " - ", " – ", " — "], 2, StringSplitOptions.None)[0]);
        if (free.Find(f => f.Key == said.Key) is { } same)
        {
            return same;
        }

        if (said.Requirements.Count > 0)
        {
            return null; // it is told right here
        }

        return free.Find(f => f.Key == head) ?? (free.Where(f => Covers(said.TitleWords, f.TitleWords)).Take(2).ToArray() is [var only] ? only : null);
    }

    private static bool Covers(HashSet<string> a, HashSet<string> b) => Math.Min(a.Count, b.Count) >= 2 && (a.IsSubsetOf(b) || b.IsSubsetOf(a));

    private static int PhaseOf(Feature feature, IReadOnlyList<DocumentPhase> phases)
    {
        for (int i = 0; i < phases.Count && feature.Phase is not null; i++)
        {
            if (string.Equals(phases[i].Heading.Number, feature.Phase, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        for (int i = 0; i < phases.Count; i++)
        {
            if (Words.Of(phases[i].Heading.Name).Overlaps(Doing))
            {
                return i;
            }
        }

        return Math.Min((int)(feature.Priority ?? Priority.P1), phases.Count - 1);
    }

    private static Phase ToPhase(DocumentPhase phase, int number, List<Feature> content) => new()
    {
        Id = $"phase-{number}",
        Name = phase.Heading.Name,
        Timeline = phase.Heading.Timeline,
        Tasks = [.. content.Select((f, i) => ToTask(f, $"task-{number}.{i + 1}"))],
    };

    private static PlanTask ToTask(Feature feature, string id) => new()
    {
        Id = id,
        Title = feature.Title,
        Description = feature.Description,
        Priority = feature.Priority ?? Priority.P1,
        EstimatedHours = feature.Hours ?? Estimate(feature),
        Subtasks = [.. feature.Requirements.Select((r, i) => new Subtask { Id = $"{id}.{i + 1}", Title = r })],
    };
}
