namespace Taskmaster.Plans;

/// <summary>The statuses as people and files write them.</summary>
internal static class StatusWords
{
    /// <summary>All of them, in the order of their life.</summary>
    public static IReadOnlyList<string> All { get; } = ["pending", "in_progress", "completed", "blocked"];

    /// <summary>Words that people type instead; they are suggested, never taken.</summary>
    public static IReadOnlyDictionary<string, string> Synonyms { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["done"] = "completed",
        ["finished"] = "completed",
        ["closed"] = "completed",
        ["started"] = "in_progress",
        ["doing"] = "in_progress",
        ["wip"] = "in_progress",
        ["todo"] = "pending",
        ["open"] = "pending",
        ["stuck"] = "blocked",
        ["waiting"] = "blocked",
    };

    /// <summary>The word of a status.</summary>
    public static string Of(Status status) => All[(int)status];

    /// <summary>The status of a word; null: there is none.</summary>
    public static Status? Parse(string? word)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (All[i] == word)
            {
                return (Status)i;
            }
        }

        return null;
    }
}
