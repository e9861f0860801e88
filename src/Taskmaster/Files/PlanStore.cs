using System.Security.Cryptography;
using EtcdMonitor.Cli.Output;
using Taskmaster.Plans;

namespace Taskmaster.Files;

/// <summary>
/// Plan and history on disk. A change writes both beside their places first; the rename of the plan is the moment at which it holds. A
/// process killed before it has changed nothing, one killed after it has changed both: the next one to look completes the history.
/// </summary>
/// <param name="paths">Where they are.</param>
internal sealed class PlanStore(PlanPaths paths)
{
    /// <summary>Called before each step of a write, by name; tests end the process there.</summary>
    public Action<string> Before { get; init; } = _ => { };

    /// <summary>Where they are.</summary>
    public PlanPaths Paths => paths;

    /// <summary>The plan as it is.</summary>
    /// <exception cref="RefusedException">There is none, or it is broken.</exception>
    public Plan Read() => ReadIfThere() ?? throw new RefusedException(Failure.Usage($"there is no {paths.Shown}", "Make it from a product document:  taskmaster init PRD.md"));

    /// <summary>The plan as it is; null: there is none.</summary>
    /// <exception cref="RefusedException">It is broken.</exception>
    public Plan? ReadIfThere() => Content(paths.Tasks, paths.Shown) is { } content
        ? PlanCheck.Checked(PlanJson.Read(content, PlanJson.Instance.Plan, paths.Shown, "plan"), paths.Shown)
        : null;

    /// <summary>What has happened so far.</summary>
    /// <exception cref="RefusedException">The file is broken.</exception>
    public History ReadHistory()
    {
        string shown = Path.ChangeExtension(paths.Shown, ".state.json");
        History? next = Unfinished();
        return next ?? (Content(paths.State, shown) is { } content ? PlanJson.Read(content, PlanJson.Instance.History, shown, "history") : History.Empty);
    }

    /// <summary>Puts a plan and the entries about its change on disk. The caller holds the lock.</summary>
    public void Write(Plan plan, History history, IEnumerable<Entry> entries)
    {
        byte[] tasks = PlanJson.Write(plan, PlanJson.Instance.Plan);
        byte[] state = PlanJson.Write(new History(Hash(tasks), [.. history.Entries, .. entries]), PlanJson.Instance.History);
        try
        {
            Before("write history");
            AtomicFile.Prepare(paths.State, paths.NextState, state);
            Before("write plan");
            AtomicFile.Prepare(paths.Tasks, paths.NextTasks, tasks);
            Before("replace plan");
            AtomicFile.Replace(paths.Tasks, paths.NextTasks);
            Before("replace history");
            AtomicFile.Replace(paths.State, paths.NextState);
            Before("end");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Failure.Failed($"{paths.Shown} could not be written: {e.Message.TrimEnd('.')}"));
        }
    }

    /// <summary>Completes what a killed process left: its history when its plan is in place, else nothing. The caller holds the lock.</summary>
    public void Recover()
    {
        if (Unfinished() is not null)
        {
            AtomicFile.Replace(paths.State, paths.NextState);
        }
    }

    /// <summary>The history that belongs to the plan in place but is not in place itself; null: all is in place.</summary>
    private History? Unfinished()
    {
        if (Content(paths.NextState, paths.NextState) is not { } content || Content(paths.Tasks, paths.Shown) is not { } tasks)
        {
            return null;
        }

        try
        {
            History next = PlanJson.Read(content, PlanJson.Instance.History, paths.NextState, "history");
            return next.Tasks == Hash(tasks) ? next : null;
        }
        catch (RefusedException)
        {
            return null; // cut off in the middle: its plan was never put in place
        }
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[]? Content(string path, string shown)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Failure.Usage(Directory.Exists(path) ? $"{shown} is a folder" : $"{shown} cannot be read: {e.Message.TrimEnd('.')}"));
        }
    }
}
