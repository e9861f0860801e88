using EtcdMonitor.Cli.Output;
using Taskmaster.Files;

namespace Taskmaster.Commands;

/// <summary>All that a verb meets of the outside.</summary>
internal sealed record CommandContext
{
    /// <summary>The plan's file where no other is named.</summary>
    public const string DefaultFile = "tasks.json";

    /// <summary>What was typed.</summary>
    public required Invocation Invocation { get; init; }

    /// <summary>The answer and nothing else.</summary>
    public required Terminal Out { get; init; }

    /// <summary>Errors, and that it waits.</summary>
    public required Terminal Error { get; init; }

    /// <summary>The folder that file names start from.</summary>
    public required string Folder { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Who works here; null: not known.</summary>
    public string? User { get; init; }

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Whether answers are objects.</summary>
    public bool Json => Invocation.Has(Flag.Json);

    /// <summary>Now, in UTC.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>The plan that was named, or the one here.</summary>
    public PlanStore Store => StoreOf(Invocation.Value(Flag.File) ?? DefaultFile);

    /// <summary>The plan in that file.</summary>
    public PlanStore StoreOf(string file) => new(PlanPaths.Of(file, Folder));

    /// <summary>Takes the plan's lock, completes what a killed process left.</summary>
    public async Task<IDisposable> LockAsync(PlanStore store)
    {
        IDisposable taken = await PlanLock.TakeAsync(store.Paths, Time, text => Error.Write($"taskmaster: {Foreign.Clean(text)}"), Stop);
        store.Recover();
        return taken;
    }

    /// <summary>An entry of the history.</summary>
    public Entry Entry(string? id, string change, string? from, string? to, string? note = null) => new(Now, id, change, from, to, note, User);
}
