namespace Taskmaster.Commands;

/// <summary>The verbs, in the order of the overview.</summary>
internal static class Verbs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("init", "make a plan of a product document", InitCommand.RunAsync)
        {
            Group = "Plan",
            About = "Makes a plan of a product document. Over a plan that is there it keeps ids, status, assignees and times, and shows what changed.",
            Words = ["[prd-file]", "[output-file]", "[project-name]", "[version]"],
            Flags = [Flag.File, Flag.Json, Flag.Force, Flag.DryRun, Flag.Verbose],
            Examples = ["taskmaster init", "taskmaster init PRD.md tasks.json etcd-monitor 1.0.0", "taskmaster init --dry-run --verbose"],
        },
        new("status", "all tasks by phase, with bars", LookCommands.StatusAsync)
        {
            Group = "Look",
            About = "Shows all tasks by phase: status, priority, hours, subtasks, who does it.",
            Examples = ["taskmaster status", "taskmaster status --file=my-tasks.json"],
        },
        new("progress", "figures as JSON", LookCommands.ProgressAsync)
        {
            Group = "Look",
            About = "Prints totals, shares, tasks by status, subtasks and hours as JSON.",
            Examples = ["taskmaster progress | jq .completionPercentage"],
        },
        new("details", "one task, whole", LookCommands.DetailsAsync)
        {
            Group = "Look",
            About = "Shows one task: status, times, assignee, description, subtasks.",
            Words = ["ID"],
            Examples = ["taskmaster details task-1.1"],
        },
        new("history", "the last changes, with notes [20]", LookCommands.HistoryAsync)
        {
            Group = "Look",
            About = "Shows the last changes, the newest at the end.",
            Words = ["[N]"],
            Examples = ["taskmaster history", "taskmaster history 50"],
        },
        new("update", "pending in_progress completed blocked", ChangeCommands.UpdateAsync)
        {
            Group = "Change",
            About = "Sets the status of a task: pending, in_progress, completed or blocked. Its subtasks stay as they are.",
            Words = ["ID", "STATUS", "[NOTE]"],
            Examples = ["taskmaster update task-1.1 in_progress \"Starting project setup\"", "taskmaster update task-1.3 blocked \"waits for an account\""],
        },
        new("update-subtask", "the same for a subtask", ChangeCommands.UpdateSubtaskAsync)
        {
            Group = "Change",
            About = "Sets the status of a subtask. The first one that begins starts its task, the last one that is completed completes it.",
            Words = ["ID", "SUBID", "STATUS"],
            Examples = ["taskmaster update-subtask task-1.1 task-1.1.1 completed"],
        },
        new("assign", "who does it; \"\" for nobody", ChangeCommands.AssignAsync)
        {
            Group = "Change",
            About = "Says who does a task; an empty name takes it from whoever had it.",
            Words = ["ID", "NAME"],
            Examples = ["taskmaster assign task-1.1 \"John Doe\""],
        },
        new("completion", "for bash, zsh or fish", CompletionCommand.RunAsync)
        {
            Group = "Set up",
            About = "Prints a script that completes verbs, flags, ids and statuses.",
            Words = ["SHELL"],
            Flags = [],
            Examples = ["source <(taskmaster completion bash)"],
        },
        new("version", "", VersionCommand.RunAsync)
        {
            Group = "Set up",
            About = "Prints version, commit, runtime and platform.",
            Flags = [Flag.Json],
        },
    ];

    /// <summary>The verb of that name; null: there is none.</summary>
    public static Verb? Find(string name) => All.FirstOrDefault(v => v.Name == name);
}
