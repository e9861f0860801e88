namespace Taskmaster.Documents;

/// <summary>Finds the plan of phases. Where a document has two, the one with weeks counts, else the first with anything in it.</summary>
internal sealed class PhaseReader
{
    private readonly List<Skipped> _skipped;

    private PhaseReader(List<Skipped> skipped) => _skipped = skipped;

    /// <summary>The phases, in order.</summary>
    public IReadOnlyList<DocumentPhase> Phases { get; private set; } = [];

    /// <summary>Reads them.</summary>
    public static PhaseReader Of(Section root, List<Skipped> skipped)
    {
        Section[][] plans = [.. root.All().Where(s => s.Phase is not null && !(s.Parent?.IsIn(p => p.Phase is not null) ?? false)).GroupBy(s => s.Parent).Select(g => g.ToArray())];
        PhaseReader reader = new(skipped);
        Section[]? chosen = plans.FirstOrDefault(p => p.Any(HasWeeks) && p.Any(HasContent)) ?? plans.FirstOrDefault(p => p.Any(HasContent)) ?? plans.FirstOrDefault();
        foreach (Section[] other in plans.Where(p => p != chosen))
        {
            skipped.Add(new(other[0].Number, Words.Title(other[0].Text), "second plan of phases"));
        }

        reader.Phases = [.. (chosen ?? []).Select(reader.Read)];
        return reader;
    }

    private static bool HasWeeks(Section phase) => Timeline.EndOf(TimelineOf(phase), 0) > 0;

    private static bool HasContent(Section phase) => phase.All().Any(s => s.Lines.Any(l => l.Kind is LineKind.Bullet or LineKind.Task or LineKind.Requirement));

    private static string TimelineOf(Section phase) => phase.Phase!.Timeline is { Length: > 0 } timeline ? timeline : Body.Of(phase.Lines).Attributes.Timeline ?? "";

    private DocumentPhase Read(Section phase)
    {
        List<Feature> content = [];
        foreach (Section child in phase.Children)
        {
            Read(child, content);
        }

        Body body = Body.Of(phase.Lines);
        Item[] items = [.. body.Items.Where(i => content.Count == 0 || i.Head.Kind == LineKind.Task)];
        content.AddRange(items.Select(i => i.ToFeature()));
        _skipped.AddRange(body.Skipped);
        _skipped.AddRange(body.Items.Except(items).Select(i => new Skipped(i.Head.Number, Words.Title(i.Head.Text), "point beside the tasks of its phase")));
        return new DocumentPhase(phase.Phase! with { Timeline = TimelineOf(phase) }) { Content = content };
    }

    /// <summary>A heading in a phase is a task, unless it only says that tasks follow, or tells something.</summary>
    private void Read(Section section, List<Feature> content)
    {
        if (Heads.IsProse(section.Text))
        {
            _skipped.Add(new(section.Number, Words.Title(section.Text), "section that tells"));
            return;
        }

        bool group = section.Heading!.Label.Length == 0 && !Heads.TitleOf(section.Text).Any && !Heads.IsNamedWork(section.Text)
            && (Heads.ListsWork(section.Text) || section.All().Any(s => s.Lines.Any(l => l.Kind == LineKind.Task)));
        Body body = Body.Of(group ? section.Lines : section.All().SelectMany(s => s.Lines));
        _skipped.AddRange(body.Skipped);
        if (!group)
        {
            content.Add(SectionFeature.Of(section, body, body.Items));
            return;
        }

        content.AddRange(body.Items.Select(i => i.ToFeature()));
        foreach (Section child in section.Children)
        {
            Read(child, content);
        }
    }
}
