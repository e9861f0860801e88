namespace Taskmaster.Files;

/// <summary>What <c>tasks.state.json</c> holds.</summary>
/// <param name="Tasks">SHA-256 of the plan's file that the last change left, so that plan and history are never apart by one.</param>
/// <param name="Entries">All changes, the oldest first.</param>
internal sealed record History(string Tasks, IReadOnlyList<Entry> Entries)
{
    /// <summary>Nothing has happened yet.</summary>
    public static History Empty { get; } = new("", []);

    /// <summary>The last change of status of a task or subtask; null: none is known.</summary>
    public Entry? LastStatus(string id) => Entries.LastOrDefault(e => e.Id == id && e.Change == "status");
}
