// guide: start
using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class StartExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        await using var session = new EtcdSession(client); // one a process
        var greetings = new DistributedLock(session, "/locks/greeting");
        await using LockHandle held = await greetings.AcquireAsync(ct);
        await held.CommitAsync(new Txn().Then(Op.Put("/greeting", "hello")), ct); // written only while the lock is ours
        KeyValue? greeting = await client.GetAsync("/greeting", ct); // null: there is no such key
        Console.WriteLine($"{greeting?.Value}, written at revision {greeting?.ModRevision} under fence {held.Fence.Token}");
    }
}
// end
