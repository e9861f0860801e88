using EtcdMonitor.Cli.Output;
using Taskmaster.Files;

namespace Taskmaster.Output;

/// <summary>What has happened, the newest at the end.</summary>
internal static class HistoryRenderer
{
    /// <summary>Renders the last <paramref name="count"/> changes.</summary>
    public static IEnumerable<Line> Render(History history, int count, DateTimeOffset now)
    {
        if (history.Entries.Count == 0)
        {
            yield return new Line().Add("Nothing has changed yet. The first change:  taskmaster update task-1.1 in_progress");
            yield break;
        }

        Entry[] last = [.. history.Entries.TakeLast(count)];
        string[] times = [.. last.Select(e => Figures.Instant(e.At, now))];
        string[] what = [.. last.Select(What)];
        (int at, int id, int change) = (times.Max(t => t.Length) + 2, last.Max(e => IdOf(e).Length) + 2, what.Max(w => w.Length) + 2);
        for (int i = 0; i < last.Length; i++)
        {
            Entry entry = last[i];
            yield return new Line().Add(times[i], Style.Dim).PadTo(at).Add(IdOf(entry)).PadTo(at + id).Add(what[i]).PadTo(at + id + change)
                .Add(Texts.Foreign(entry.By ?? Figures.Missing), Style.Dim).Add(entry.Note is null ? "" : $"  \"{Texts.Foreign(entry.Note)}\"");
        }

        if (last.Length < history.Entries.Count)
        {
            yield return new Line().Add($"{last.Length} of {Figures.Plural(history.Entries.Count, "change")}. All:  taskmaster history {history.Entries.Count}", Style.Dim);
        }
    }

    private static string IdOf(Entry entry) => Texts.Foreign(entry.Id ?? "plan");

    private static string What(Entry entry) => Texts.Foreign(entry.Change switch
    {
        "plan" => entry.To ?? "made",
        "dropped" => $"dropped, was {entry.From}",
        "assignee" => entry.To is null ? $"no longer {entry.From}'s" : $"assigned to {entry.To}",
        _ => $"{entry.From} → {entry.To}",
    });
}
