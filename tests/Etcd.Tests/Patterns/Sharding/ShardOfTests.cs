using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

public sealed class ShardOfTests
{
    // int.from_bytes(hashlib.sha256(key).digest()[:8], "big") % shards
    [Theory]
    [InlineData("", 20, 1)]
    [InlineData("a", 10, 4)]
    [InlineData("user-42", 9, 2)]
    [InlineData("ä", 12, 5)]
    public async Task It_is_the_same_for_ever_and_in_every_language(string key, int of64, int of7)
    {
        await using var client = new EtcdClient("localhost:1");
        await using var session = new EtcdSession(client);
        new ShardedOwnership(session, "shards", 64).ShardOf(key).ShouldBe(of64);
        new ShardedOwnership(session, "shards", 7).ShardOf(key).ShouldBe(of7);
        new ShardedOwnership(session, "shards", 1).ShardOf(key).ShouldBe(0);
        new ShardedOwnership(session, "shards", 64).ShardOf(new byte[] { 0xff, 0, 1 }).ShouldBe(54);
    }

    [Fact]
    public async Task It_spreads_alike_keys_evenly()
    {
        await using var client = new EtcdClient("localhost:1");
        await using var session = new EtcdSession(client);
        var shards = new ShardedOwnership(session, "shards", 10);
        Enumerable.Range(0, 10_000).CountBy(number => shards.ShardOf($"user-{number}")).ShouldAllBe(each => each.Value > 850 && each.Value < 1150);
    }

    [Fact]
    public async Task Without_shards_or_prefix_there_is_an_error_at_once()
    {
        await using var client = new EtcdClient("localhost:1");
        await using var session = new EtcdSession(client);
        Should.Throw<ArgumentOutOfRangeException>(() => new ShardedOwnership(session, "shards", 0));
        Should.Throw<ArgumentException>(() => new ShardedOwnership(session, "", 1));
    }
}
