namespace Taskmaster.Files;

/// <summary>The files of one plan; all lie in one folder.</summary>
/// <param name="Shown">The plan's file as it was typed.</param>
/// <param name="Tasks">The plan.</param>
internal sealed record PlanPaths(string Shown, string Tasks)
{
    /// <summary>The history: <c>tasks.state.json</c> beside <c>tasks.json</c>.</summary>
    public string State => Path.ChangeExtension(Tasks, ".state.json");

    /// <summary>Held while the plan is changed. It stays: removing it would let two in.</summary>
    public string Lock => Path.ChangeExtension(Tasks, ".lock");

    /// <summary>The plan to be.</summary>
    public string NextTasks => Tasks + ".next";

    /// <summary>The history to be.</summary>
    public string NextState => State + ".next";

    /// <summary>The plan in <paramref name="file"/>, seen from a folder.</summary>
    public static PlanPaths Of(string file, string folder) => new(file, AtomicFile.Resolve(Path.GetFullPath(file, folder)));
}
