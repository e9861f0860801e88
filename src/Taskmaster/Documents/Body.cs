namespace Taskmaster.Documents;

/// <summary>What stands below a heading, taken apart.</summary>
internal sealed class Body
{
    /// <summary>Lists below these words are no work to do.</summary>
    private static readonly string[] Asides = ["depends", "dependenc", "risk", "note", "out of scope", "non-goal", "reference", "see also", "success", "example", "assumption"];

    private readonly List<string> _description = [];
    private readonly List<DocumentLine> _fields = [];
    private string _aside = "";

    private Body()
    {
    }

    /// <summary>Points, requirements and task lines.</summary>
    public List<Item> Items { get; } = [];

    /// <summary>What was left out.</summary>
    public List<Skipped> Skipped { get; } = [];

    /// <summary>Prose before the first point, and fields in words.</summary>
    public string Description => string.Join(' ', _description);

    /// <summary>What its fields say.</summary>
    public Attributes Attributes => Attributes.Of(_fields);

    /// <summary>Takes lines apart.</summary>
    public static Body Of(IEnumerable<DocumentLine> lines)
    {
        Body body = new();
        foreach (DocumentLine line in lines)
        {
            body.Add(line);
        }

        return body;
    }

    private void Add(DocumentLine line)
    {
        Item? item = Items.LastOrDefault();
        switch (line.Kind)
        {
            case LineKind.Field when line.Text.Length == 0:
                _aside = AsideOf(line.Label);
                break;
            case LineKind.Field when LineReader.IsAttribute(line.Label):
                (item is not null && (line.Depth > item.Head.Depth || item.Head.Depth < 0) ? item.Fields : _fields).Add(line);
                break;
            case LineKind.Field when Items.Count == 0 || line.Depth < 0:
                (item?.Head.Kind == LineKind.Task ? item.Prose : _description).Add(Words.Plain($"{char.ToUpperInvariant(line.Label[0])}{line.Label[1..]}: {line.Text}"));
                break;
            case LineKind.Text or LineKind.Field:
                AddText(line, item);
                break;
            case LineKind.Bullet when _aside.Length > 0:
                Skipped.Add(new(line.Number, Words.Title(line.Text), $"stands under {_aside}"));
                break;
            default:
                AddPoint(line, item);
                break;
        }
    }

    private void AddText(DocumentLine line, Item? item)
    {
        string text = Words.Plain(line.Text);
        if (text.EndsWith(':') && text.Length < 60)
        {
            _aside = AsideOf(text.TrimEnd(':'));
        }
        else if (item is { Head.Kind: LineKind.Task })
        {
            item.Prose.Add(text);
        }
        else if (item is null)
        {
            _description.Add(text);
        }
    }

    private void AddPoint(DocumentLine line, Item? item)
    {
        if (line.Kind != LineKind.Bullet)
        {
            _aside = "";
        }

        if (Marks.Of(line.Text).Title.Length == 0)
        {
            Skipped.Add(new(line.Number, line.Label, "has no text"));
        }
        else if (item is null || line.Kind == LineKind.Task || line.Depth <= item.Head.Depth)
        {
            Items.Add(new Item(line));
        }
        else
        {
            item.Details.Add(line);
        }
    }

    private static string AsideOf(string label) => Asides.Any(a => label.StartsWith(a, StringComparison.OrdinalIgnoreCase)) ? label.ToLowerInvariant() : "";
}
