using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class LockExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        await AcquireAsync(client, ct);
        await MoreAsync(client, ct);
        await ReadersAndWritersAsync(client, ct);
        await LateAsync(client, ct);
    }

    private static async Task AcquireAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: lock
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromSeconds(30) });
        var resource = new DistributedLock(session, "/locks/resource1");
        try
        {
            await using LockHandle held = await resource.AcquireAsync(TimeSpan.FromSeconds(10), ct);
            Console.WriteLine($"Got the lock; fence {held.Fence.Token} goes to whatever is not in etcd");
            await held.CommitAsync(new Txn().Then(Op.Put("/orders/7", "charged")), ct); // written only while we hold it
        }
        catch (TimeoutException)
        {
            Console.WriteLine("Busy for 10 s; we have left the queue");
        }
        catch (OwnershipLostException lost)
        {
            Console.WriteLine($"{lost.Reason}: somebody newer than {lost.Fence} may be at work; nothing was written");
        }
        // end
    }

    private static async Task MoreAsync(EtcdClient client, CancellationToken ct)
    {
        await using var session = new EtcdSession(client, new SessionOptions { Owner = "node-1" });
        // guide: lock-run-try
        var resource = new DistributedLock(session, "/locks/resource1");
        await resource.RunAsync(async (held, stop) =>
        {
            Console.WriteLine("Inside the critical section; stop fires when the lock is lost");
            await using LockHandle? second = await resource.TryAcquireAsync(stop);
            Console.WriteLine(second is null ? "Lock not available" : "Never: somebody holds it");
            foreach (LockEntry holder in (await resource.InspectAsync(stop)).Holders)
            {
                Console.WriteLine($"Held by {holder.Owner} since revision {holder.Fence.Revision}");
            }
        }, ct);
        // end
    }

    private static async Task ReadersAndWritersAsync(EtcdClient client, CancellationToken ct)
    {
        await using var session = new EtcdSession(client);
        // guide: lock-read-write
        var data = new ReadWriteLock(session, "/locks/data");
        await using (await data.AcquireReadAsync(ct))
        await using (await data.AcquireReadAsync(ct))
        {
            Console.WriteLine("Two readers at once");
            await using LockHandle? writer = await data.TryAcquireWriteAsync(ct);
            Console.WriteLine(writer is null ? "No writer beside them" : "Never: somebody reads");
        }
        await using (LockHandle writer = await data.AcquireWriteAsync(ct))
        {
            await writer.CommitAsync(new Txn().Then(Op.Put("/data", "new")), ct);
            Console.WriteLine("One writer, alone");
        }
        // end
        // guide: lock-set
        var accounts = new LockManager(session, "/locks/accounts");
        await using LockSet both = await accounts.AcquireAllAsync(["a", "b"], ct); // no deadlock, in whatever order others ask
        await both.CommitAsync(new Txn().Then(Op.Put("/transfer/9", "done")), ct);  // written only while we hold both
        Console.WriteLine($"{string.Join(" and ", both.Names)} locked, the transfer written");
        // end
    }

    private static async Task LateAsync(EtcdClient client, CancellationToken ct)
    {
        await using var session = new EtcdSession(client);
        // guide: lock-fence
        var printer = new DistributedLock(session, "/locks/printer");
        await using LockHandle late = await printer.AcquireAsync(ct);
        await client.DeleteAsync(late.Key, ct); // as after a pause longer than the lease: the lock has gone on, its holder has not noticed
        await using LockHandle next = await printer.AcquireAsync(ct);

        long highest = 0; // a resource outside etcd keeps the highest fence that it has seen
        bool Accepts(Fence fence) => fence.Token >= highest && (highest = fence.Token) > 0;
        Console.WriteLine($"Outside etcd: the new holder writes: {Accepts(next.Fence)}, the late one: {Accepts(late.Fence)}");

        TxnResult own = await client.CommitAsync(new Txn().If(late.Guard).Then(Op.Put("/printed", "late")), ct); // in a transaction of your own
        Console.WriteLine($"In etcd, under its guard, the late one writes: {own.Succeeded}");
        try
        {
            await late.CommitAsync(new Txn().Then(Op.Put("/printed", "late")), ct);
        }
        catch (OwnershipLostException lost)
        {
            Console.WriteLine($"And through its handle: refused, {lost.Reason}"); // nothing was written
        }
        // end
    }
}
