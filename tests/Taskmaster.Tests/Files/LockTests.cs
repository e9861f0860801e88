using Etcd.Testing;
using Taskmaster.Files;
using Taskmaster.Tests.Support;

namespace Taskmaster.Tests.Files;

public sealed class LockTests
{
    [Fact]
    public async Task Who_waits_says_for_whom_and_gives_up_after_ten_seconds()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        Dictionary<string, string> before = folder.Contents();
        using IDisposable held = await PlanLock.TakeAsync(folder.Paths, TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);
        ManualTime time = new(Ran.Morning);
        Task<Ran> waiting = Ran.InAsync(folder.Path, ["assign", "task-1.1", "Ann"], time);
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Ran ran = await waiting;
        ran.Exit.ShouldBe(1);
        ran.Error.ShouldBe($"""
            taskmaster: waits: tasks.json is being changed by process {Environment.ProcessId}
            taskmaster: tasks.json is being changed by process {Environment.ProcessId} for more than 10 s, nothing was changed. Wait for it or end it, then try again

            """);
        folder.Contents().ShouldBe(before);
    }

    [Fact]
    public async Task Reading_needs_no_lock()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        using IDisposable held = await PlanLock.TakeAsync(folder.Paths, TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);
        foreach (string verb in new[] { "status", "progress", "history" })
        {
            (await folder.RunAsync(verb)).Exit.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Once_it_is_free_the_next_one_has_it()
    {
        using PlanFolder folder = await PlanFolder.WithPlanAsync();
        IDisposable held = await PlanLock.TakeAsync(folder.Paths, TimeProvider.System, _ => { }, TestContext.Current.CancellationToken);
        Task<Ran> waiting = Ran.InAsync(folder.Path, ["assign", "task-1.1", "Ann"], TimeProvider.System);
        waiting.IsCompleted.ShouldBeFalse();
        held.Dispose();
        (await waiting).Exit.ShouldBe(0);
    }
}
