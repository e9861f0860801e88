using System.Globalization;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Children;

/// <summary>
/// <c>hold-lock endpoints seconds prefix key</c>: holds a lock and commits to a key for as long as that is let. Then, as somebody does who knows of no fence,
/// writes once more to <c>{key}/unguarded</c>.
/// </summary>
internal static class LockHolder
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(IReadOnlyList<string> arguments, ChildReport report, CancellationToken stop)
    {
        var (endpoints, seconds, prefix, key) = (arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture), arguments[2], arguments[3]);
        await using var client = new EtcdClient(endpoints);
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromSeconds(seconds) });
        await using var held = await new DistributedLock(session, prefix).AcquireAsync(stop);
        report("held", ("fence", held.Fence));
        using var timer = new PeriodicTimer(Pace);
        try
        {
            for (var number = 1; await timer.WaitForNextTickAsync(stop); number++)
            {
                await held.CommitAsync(new Txn().Then(Op.Put(key, number)), stop);
                report("wrote", ("number", number));
            }
        }
        catch (OwnershipLostException lost)
        {
            await client.PutAsync(key + "/unguarded", "late", stop);
            report("refused", ("reason", lost.Reason), ("fence", lost.Fence));
        }
    }
}
