using System.Globalization;
using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Children;

/// <summary>
/// <c>hold-lease endpoints seconds key</c>: holds a lease with a key on it, and writes that key as long as the lease is held. Each time it first asks the lease, as a
/// careful program does; the write is guarded by the key's create revision, as an ownership's is.
/// </summary>
internal static class LeaseHolder
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(IReadOnlyList<string> arguments, ChildReport report, CancellationToken stop)
    {
        var (endpoints, seconds, key) = (arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture), arguments[2]);
        await using var client = new EtcdClient(endpoints);
        await using var lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(seconds), stop);
        var created = await client.PutAsync(key, "0", new PutOptions { Lease = lease.Id }, stop);
        report("held", ("lease", lease.Id), ("ttl", lease.Ttl.TotalSeconds));
        using var timer = new PeriodicTimer(Pace);
        for (var number = 1; await timer.WaitForNextTickAsync(stop); number++)
        {
            var isHeld = lease.IsHeld;
            var write = new Txn().If(Compare.CreateRevision(key) == created.Revision).Then(Op.Put(key, number, new PutOptions { Lease = lease.Id }));
            if (!isHeld)
            {
                var fired = lease.Lost.IsCancellationRequested;
                report("lost", ("fired", fired), ("reason", lease.LossReason), ("written", await WriteAsync(client, write, stop)));
                return;
            }
            report("wrote", ("number", number), ("written", await WriteAsync(client, write, stop)));
        }
    }

    private static async Task<string> WriteAsync(EtcdClient client, Txn write, CancellationToken stop)
    {
        try
        {
            return (await client.CommitAsync(write, stop)).Succeeded ? "yes" : "no";
        }
        catch (EtcdLeaseNotFoundException)
        {
            return "no";
        }
    }
}
