namespace Taskmaster.Documents;

/// <summary>A point of a list, a requirement or a task line, with what hangs on it.</summary>
/// <param name="Head">Its line.</param>
internal sealed record Item(DocumentLine Head)
{
    /// <summary>Points below it.</summary>
    public List<DocumentLine> Details { get; } = [];

    /// <summary>Its own fields.</summary>
    public List<DocumentLine> Fields { get; } = [];

    /// <summary>Prose below it.</summary>
    public List<string> Prose { get; } = [];

    /// <summary>The feature that it tells.</summary>
    public Feature ToFeature()
    {
        Marks marks = Marks.Of(Head.Text);
        Attributes own = Attributes.Of(Fields);
        return new Feature(Head.Number, marks.Title)
        {
            Priority = marks.Priority ?? own.Priority,
            Hours = marks.Hours ?? own.Hours,
            Phase = marks.Phase ?? own.Phase,
            Description = string.Join(' ', Prose),
            Requirements = [.. Details.Select(d => Marks.Of(d.Text).Title).Where(t => t.Length > 0)],
        };
    }
}
