namespace Taskmaster.Documents;

/// <summary>A heading with what stands below it.</summary>
internal sealed class Section
{
    /// <summary>Its heading; null: the document itself.</summary>
    public DocumentLine? Heading { get; private init; }

    /// <summary>The section that it stands in; null: the document itself.</summary>
    public Section? Parent { get; private init; }

    /// <summary>Lines before its first own heading.</summary>
    public List<DocumentLine> Lines { get; } = [];

    /// <summary>Sections in it.</summary>
    public List<Section> Children { get; } = [];

    /// <summary>What its heading says; empty: the document itself.</summary>
    public string Text => Heading?.Text ?? "";

    /// <summary>Where it begins.</summary>
    public int Number => Heading?.Number ?? 1;

    /// <summary>The phase that it is; null: none.</summary>
    public PhaseHeading? Phase { get; private init; }

    /// <summary>Whether it is the document's title, whose words say nothing of what stands below: "Product requirements: …".</summary>
    public bool IsTitle => Parent is { Heading: null } && Heading is { Depth: 1 } && Parent.Children[0] == this && Children.Count > 0;

    /// <summary>It and all that stand in it, in the document's order.</summary>
    public IEnumerable<Section> All()
    {
        // no recursion: a document may have six levels, a hostile one no more
        yield return this;
        foreach (Section section in Children.SelectMany(c => c.All()))
        {
            yield return section;
        }
    }

    /// <summary>Whether it or a section that it stands in fits.</summary>
    public bool IsIn(Func<Section, bool> fits) => fits(this) || (Parent?.IsIn(fits) ?? false);

    /// <summary>Builds the tree.</summary>
    public static Section Of(IReadOnlyList<DocumentLine> lines)
    {
        Section root = new();
        Section current = root;
        Dictionary<Section, int> levels = new() { [root] = 0 };
        for (int i = 0; i < lines.Count; i++)
        {
            DocumentLine line = lines[i];
            if (HeadingLevel(line) is not { } level)
            {
                current.Lines.Add(line);
                continue;
            }

            if (line.Kind == LineKind.Heading && i + 1 < lines.Count && lines[i + 1].Kind == LineKind.Heading && Words.Key(line.Text) == Words.Key(lines[i + 1].Text))
            {
                continue; // converters write a heading twice
            }

            while (levels[current] >= level)
            {
                current = current.Parent!;
            }

            Section section = new() { Heading = line, Parent = current, Phase = PhaseHeading.Of(line.Text) };
            current.Children.Add(section);
            levels[section] = level;
            current = section;
        }

        return root;
    }

    /// <summary>A phase may also be a point of a list or a bold line: it stands below every true heading.</summary>
    private static int? HeadingLevel(DocumentLine line) => line switch
    {
        { Kind: LineKind.Heading } => line.Depth,
        { Kind: LineKind.Text, Text: ['*', '*', .., '*', '*'] } when PhaseHeading.Of(line.Text) is not null => 7,
        { Kind: LineKind.Bullet, Depth: 0 } when PhaseHeading.Of(line.Text) is { } phase && (phase.Timeline.Length > 0 || line.Text.StartsWith("**", StringComparison.Ordinal)) => 8,
        _ => null,
    };
}
