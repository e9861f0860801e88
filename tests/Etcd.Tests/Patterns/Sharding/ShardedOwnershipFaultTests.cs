using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public sealed class ShardedOwnershipFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_killed_and_frozen_members_each_shard_has_one_owner_and_all_have_one_again()
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, Version = EtcdVersion.V35 }, Token);
        await using var client = new EtcdClient(string.Join(',', cluster.Endpoints));
        await using var crowd = new ShardCrowd(client, "shards", 16, new Random(7));
        await using var watch = await client.WatchAsync(KeyRange.Prefix(crowd.ShardKeys), Token);
        crowd.Join();
        crowd.Join();
        await crowd.RestAsync(Token);

        var killed = await cluster.LeaderAsync(Token);
        killed.Kill();
        crowd.Join();
        await crowd.RestAsync(Token);
        await killed.StartAsync(Token);
        var frozen = await cluster.LeaderAsync(Token);
        frozen.Freeze();
        await crowd.LeaveAsync();
        await crowd.RestAsync(Token);
        frozen.Thaw();
        foreach (var member in cluster.Members)
        {
            member.Kill(); // nobody can renew, or give back
        }
        crowd.Join();
        await Task.WhenAll(cluster.Members.Select(member => member.StartAsync(Token)));
        await crowd.RestAsync(Token);

        crowd.Ledger.Violations.ShouldBeEmpty();
        while (crowd.Count > 0)
        {
            await crowd.LeaveAsync();
        }
        (await client.CountAsync(KeyRange.Prefix("shards"), Token)).ShouldBe(0);
        await client.PutAsync(crowd.ShardKeys.Append("end"), "", Token);
        (await ShardHistory.ReadAsync(watch, crowd.ShardKeys, Token)).Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_is_cut_off_stops_its_work_before_others_begin_and_comes_back()
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, Token);
        await using var proxy = FaultProxy.Start(cluster.Endpoints[0]);
        await using var cutOff = new EtcdClient(proxy.Endpoint);
        await using var client = new EtcdClient(cluster.Endpoints[0]);
        var ledger = new ShardLedger();
        await using var one = new ShardNode(cutOff, "shards", 8, "one", ledger, ttl: TimeSpan.FromSeconds(3));
        await using var two = new ShardNode(client, "shards", 8, "two", ledger);
        await HaveAsync(4, 4);
        proxy.Set(Fault.Blackhole);
        await HaveAsync(0, 8);
        proxy.Heal();
        await HaveAsync(4, 4);
        ledger.Violations.ShouldBeEmpty(); // without forgiveness: the lease told in time

        async Task HaveAsync(int first, int second)
            => await Eventually.TrueAsync(
                () => one.Shards.Owned.Count == first && two.Shards.Owned.Count == second, $"{first} here and {second} there",
                TimeSpan.FromSeconds(60), () => $"{one.Shards.Owned.Count} and {two.Shards.Owned.Count}", Token);
    }
}
