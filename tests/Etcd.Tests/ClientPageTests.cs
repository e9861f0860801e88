using Etcd.Client;
using Etcd.Testing;
using Etcd.Tests;
using Console = Docs.ClientPageTests.Said;

namespace Docs; // in Etcd.Tests, "Watch" is the tests of it

/// <summary>docs/client.md does what it says: each line of its snippets is a line here.</summary>
public sealed class ClientPageTests
{
    [Fact]
    public async Task Its_snippets_work()
    {
        Requirements.Etcd(EtcdVersion.V35);
        var ct = TestContext.Current.CancellationToken;
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, ct);
        await using var client = new EtcdClient(cluster.Endpoints[0]);

        PutResult put = await client.PutAsync("orders/7", "new", ct);
        if (await client.GetAsync("orders/7", ct) is { } order) Console.WriteLine($"{order.Key} = {order.Value} at {order.ModRevision}");
        await foreach (KeyValue each in client.EnumerateAsync(KeyRange.Prefix("orders/"), ct)) Console.WriteLine(each.Key);
        if (await client.TryUpdateAsync("orders/7", "paid", put.Revision, ct) is null) Console.WriteLine("it changed meanwhile");
        EtcdClient orders = client.WithPrefix("orders/");
        Console.Take().ShouldBe([$"orders/7 = new at {put.Revision}", "orders/7"]);
        (await orders.GetAsync("7", ct)).ShouldNotBeNull().Value.ToString().ShouldBe("paid");

        await client.PutAsync("seats/12", "free", ct);
        var booking = new Txn().If(Compare.Value("seats/12") == "free").Then(Op.Put("seats/12", "taken"));
        TxnResult booked = await client.CommitAsync(booking, new TxnOptions { OperationKey = "bookings/4711" }, ct);
        Console.WriteLine(booked.Succeeded ? "ours" : "taken");
        Console.Take().ShouldBe(["ours"]);

        await client.PutAsync("account/a", 80, ct);
        bool moved = await client.TransactAsync(async (stm, token) =>
        {
            long a = (await stm.GetAsync("account/a", token))?.Parse<long>() ?? 0;
            long b = (await stm.GetAsync("account/b", token))?.Parse<long>() ?? 0;
            if (a < 50) return false;
            stm.Put("account/a", a - 50);
            stm.Put("account/b", b + 50);
            return true;
        }, new StmOptions { OperationPrefix = "transfers/" }, ct);
        moved.ShouldBeTrue();
        (await client.GetAsync("account/b", ct)).ShouldNotBeNull().Value.Parse<long>().ShouldBe(50);

        await using Watch watch = await client.WatchAsync(KeyRange.Prefix("config/"), ct);
        await using Mirror config = await client.MirrorAsync(KeyRange.Prefix("config/"), ct);
        PutResult change = await client.PutAsync("config/timeout", "30s", ct);
        await foreach (WatchBatch batch in watch.WithCancellation(ct))
        {
            foreach (WatchEvent e in batch) Console.WriteLine($"{e.Type} {e.Key} = {e.Value}");
            break;
        }
        Console.WriteLine((await config.WaitForAsync(change.Revision, ct))["config/timeout"].Value);
        Console.Take().ShouldBe(["Create config/timeout = 30s", "30s"]);

        await using HeldLease lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(10), ct);
        await client.PutAsync("services/api/1", "10.0.0.7:80", new PutOptions { Lease = lease.Id }, ct);
        Console.WriteLine(lease.IsHeld);
        Console.Take().ShouldBe(["True"]);
    }

    [Fact]
    public void Its_snippets_are_lines_of_this_file()
        => Snippets.NotIn(ThisFile(), Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "docs", "client.md"))
            .ShouldBe(["await using var client = new EtcdClient(\"localhost:2379,localhost:22379,localhost:32379\");"]);

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;

    /// <summary>Stands where a reader has the console.</summary>
    internal static class Said
    {
        private static readonly List<string> Lines = [];

        public static void WriteLine(object? line) => Lines.Add($"{line}");

        public static string[] Take()
        {
            string[] lines = [.. Lines];
            Lines.Clear();
            return lines;
        }
    }
}
