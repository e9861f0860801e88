using Taskmaster.Plans;

namespace Taskmaster.Documents;

/// <summary>What fields say about a task or a phase; null: nothing.</summary>
internal sealed record Attributes(Priority? Priority, decimal? Hours, string? Phase, string? Timeline)
{
    /// <summary>Of some fields; the first of a kind counts.</summary>
    public static Attributes Of(IReadOnlyList<DocumentLine> fields) => new(
        First(fields, Marks.PriorityOf, "priority"),
        First(fields, HoursOf, "estimate", "estimates", "estimated hours", "estimation", "effort", "hours", "duration"),
        FirstOf(fields, text => Marks.PhaseOf(text) ?? Marks.PhaseOf($"phase {text}"), "phase"),
        FirstOf(fields, Documents.Timeline.Of, "timeline", "duration", "weeks"));

    /// <summary>A bare number is hours where the name says so.</summary>
    private static decimal? HoursOf(string text) => Marks.HoursOf(text) ?? Marks.HoursOf(text + " h");

    private static T? First<T>(IReadOnlyList<DocumentLine> fields, Func<string, T?> read, params string[] names)
        where T : struct => fields.Where(f => names.Contains(f.Label, StringComparer.Ordinal)).Select(f => read(f.Text)).FirstOrDefault(v => v is not null);

    private static string? FirstOf(IReadOnlyList<DocumentLine> fields, Func<string, string?> read, params string[] names) =>
        fields.Where(f => names.Contains(f.Label, StringComparer.Ordinal)).Select(f => read(f.Text)).FirstOrDefault(v => v is not null);
}
