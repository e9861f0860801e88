namespace Taskmaster.Documents;

/// <summary>A section that is a task: its heading the title, its points the requirements.</summary>
internal static class SectionFeature
{
    /// <summary>The feature of a section.</summary>
    public static Feature Of(Section section, Body body, IReadOnlyList<Item> items)
    {
        Marks marks = Heads.TitleOf(section.Text);
        Attributes own = body.Attributes;
        return new Feature(section.Number, marks.Title.Length > 0 ? marks.Title : $"Line {section.Number}")
        {
            Priority = marks.Priority ?? own.Priority,
            Hours = marks.Hours ?? own.Hours,
            Phase = marks.Phase ?? own.Phase,
            Description = body.Description,
            Requirements = [.. items.Select(i => Marks.Of(i.Head.Text).Title).Where(t => t.Length > 0)],
        };
    }
}
