namespace Taskmaster.Documents;

/// <summary>
/// Finds the plan in a product document. A document that lists its tasks (<c>TASK_001: …</c>) means those and its requirements; in any other
/// one a task is a heading that carries a priority, hours or requirements, that a phase names, or that stands under a word such as features.
/// </summary>
internal sealed class PrdReader
{
    /// <summary>What a person can still have written; a hostile document must not buy quadratic work.</summary>
    private const int MostLines = 10_000;
    private const string WithoutWork = "section without work";

    private readonly List<Feature> _features = [];
    private readonly List<Skipped> _skipped;
    private readonly PhaseReader _phases;
    private readonly HashSet<string> _named;
    private readonly bool _listsTasks;

    private PrdReader(Section root, IReadOnlyList<DocumentLine> lines, IEnumerable<Skipped> skipped)
    {
        _skipped = [.. skipped];
        _phases = PhaseReader.Of(root, _skipped);
        _named = [.. _phases.Phases.SelectMany(p => p.Content).Select(f => f.Key)];
        _listsTasks = lines.Any(l => l.Label.StartsWith("TASK", StringComparison.Ordinal));
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="Files.RefusedException">It ends in the middle of a block of code, or is too large for a plan.</exception>
    public static Prd Read(string text, string shown)
    {
        Markdown markdown = Markdown.Read(text);
        if (markdown.OpenFence is { } line)
        {
            throw DocumentFile.Refused($"{shown} ends inside the block of code that begins in line {line}: it is cut off, or the block has no end");
        }

        int lines = markdown.Lines.Count(l => l.Kind is not LineKind.Text and not LineKind.Field);
        if (lines > MostLines)
        {
            throw DocumentFile.Refused($"{shown} has {lines:#,0} headings and points, and a plan has room for {MostLines:#,0}", "Give the product document itself, or parts of it");
        }

        Section root = Section.Of(markdown.Lines);
        PrdReader reader = new(root, markdown.Lines, markdown.Skipped);
        reader.Walk(root, listed: false);
        reader.JoinTaskLines();
        if (reader._features.Count == 0 && reader._phases.Phases.All(p => p.Content.Count == 0))
        {
            reader.TakeWhatThereIs(root);
        }

        return new Prd
        {
            Project = Field(markdown.Lines, "project", "product", "project name"),
            Version = Field(markdown.Lines, "version"),
            Totals = Field(markdown.Lines, "plan", "totals"),
            Phases = [.. reader._phases.Phases.Where(p => p.Content.Count > 0 || reader._features.Count > 0)],
            Features = reader._features,
            Skipped = [.. reader._skipped.OrderBy(s => s.Line)],
        };
    }

    private static string? Field(IReadOnlyList<DocumentLine> lines, params string[] names) =>
        lines.FirstOrDefault(l => l.Kind == LineKind.Field && names.Contains(l.Label, StringComparer.Ordinal) && l.Text.Length > 0) is { } field ? Words.Title(field.Text) : null;

    private void Walk(Section section, bool listed)
    {
        if (section.Phase is not null)
        {
            return; // the phases have been read
        }

        bool prose = section.Heading is not null && Heads.IsProse(section.Text);
        if (_listsTasks ? TakeListed(section) : !prose && IsFeature(section, listed))
        {
            return;
        }

        Body body = Body.Of(section.Lines);
        if (!_listsTasks && Heads.ListsWork(section.Text) && body.Items.Count > 0)
        {
            Take(body.Items.Select(i => i.ToFeature()), body);
        }
        else if (!_listsTasks && (body.Items.Count > 0 || body.Description.Length > 0))
        {
            _skipped.Add(new(section.Number, Words.Title(section.Text), prose ? "section that tells" : WithoutWork));
        }

        foreach (Section child in section.Children)
        {
            Walk(child, (listed || (!section.IsTitle && Heads.ListsWork(section.Text))) && !prose);
        }
    }

    /// <summary>Takes task lines and requirement lines; returns whether that is all there is.</summary>
    private bool TakeListed(Section section)
    {
        if (section.Heading is { Label.Length: > 0 } || (section.Heading is not null && Heads.TitleOf(section.Text).Any && section.Lines.Any(l => l.Kind == LineKind.Bullet)))
        {
            TakeWhole(section);
            return true;
        }

        Body body = Body.Of(section.Lines);
        Item[] tasks = [.. body.Items.Where(i => i.Head.Kind == LineKind.Task)];
        Take(tasks.Select(i => i.ToFeature()), body);
        Item[] requirements = [.. body.Items.Where(i => i.Head.Kind == LineKind.Requirement)];
        if (requirements.Length > 0)
        {
            TakeGroup(section, body, requirements);
        }
        else if (tasks.Length == 0 && body.Items.Count > 0)
        {
            _skipped.Add(new(section.Number, Words.Title(section.Text), "section beside the task list"));
        }

        return false;
    }

    /// <summary>A task line that a section tells again among its points is that point: a subtask, once.</summary>
    private void JoinTaskLines()
    {
        HashSet<string> told = [.. _features.Where(f => f.Requirements.Count > 0).SelectMany(f => f.Requirements).Select(Words.Key)];
        _features.RemoveAll(f => _listsTasks && f.Requirements.Count == 0 && told.Remove(f.Key));
    }

    private bool IsFeature(Section section, bool listed)
    {
        if (section.Heading is null || section.Children.Any(c => c.All().Any(IsMarked)))
        {
            return false;
        }

        bool points = section.Lines.Any(l => l.Kind is LineKind.Bullet);
        if (IsMarked(section) || (listed && points))
        {
            TakeWhole(section);
            return true;
        }

        return false;
    }

    private bool IsMarked(Section section) => section.Heading is not null && section.Phase is null && !Heads.IsProse(section.Text) && (
        section.Heading.Label.Length > 0
        || Heads.TitleOf(section.Text).Any
        || Heads.IsNamedWork(section.Text)
        || section.Lines.Any(l => l.Kind == LineKind.Requirement || (l.Kind == LineKind.Field && l.Label is "priority" or "estimate" or "estimated hours" or "effort" or "phase"))
        || _named.Contains(Words.Key(Heads.TitleOf(section.Text).Title)));

    /// <summary>A section with all that stands in it is one task.</summary>
    private void TakeWhole(Section section)
    {
        Body body = Body.Of(section.All().SelectMany(s => s.Lines));
        TakeGroup(section, body, body.Items);
    }

    private void TakeGroup(Section section, Body body, IReadOnlyList<Item> items)
    {
        _features.Add(SectionFeature.Of(section, body, items));
        _skipped.AddRange(body.Skipped);
    }

    private void Take(IEnumerable<Feature> features, Body body)
    {
        _features.AddRange(features);
        _skipped.AddRange(body.Skipped);
    }

    /// <summary>No word of the document says what is work: then every list is.</summary>
    private void TakeWhatThereIs(Section root)
    {
        HashSet<int> taken = [];
        foreach (Section section in root.All().Where(s => s.Phase is null && !Heads.IsProse(s.Text)))
        {
            Body body = Body.Of(section.Lines);
            if (body.Items.Count == 0)
            {
                continue;
            }

            if (section.Heading is null || root.Children is [var only] && only == section)
            {
                Take(body.Items.Select(i => i.ToFeature()), body);
            }
            else
            {
                TakeGroup(section, body, body.Items);
            }

            taken.Add(section.Number);
        }

        _skipped.RemoveAll(s => s.Reason == WithoutWork && taken.Contains(s.Line));
    }
}
