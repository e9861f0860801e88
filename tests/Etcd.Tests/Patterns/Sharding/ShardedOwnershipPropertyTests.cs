using Etcd.Client;

namespace Etcd.Tests.Patterns;

public sealed class ShardedOwnershipPropertyTests(Etcd35 fixture) : EtcdTest(fixture)
{
    private const int Most = 5;

    [Theory]
    [InlineData(1, 16)]
    [InlineData(2, 31)]
    [InlineData(3, 7)]
    [InlineData(4, 64)]
    [InlineData(5, 3)]
    [InlineData(6, 1)]
    public async Task Whoever_comes_goes_and_crashes_each_shard_has_one_owner_all_have_one_at_rest_and_few_move(int seed, int shards)
    {
        var random = new Random(seed);
        await using var client = new EtcdClient(Member.Endpoint);
        await using var crowd = new ShardCrowd(client, At("shards"), shards, random);
        await using var watch = await client.WatchAsync(KeyRange.Prefix(crowd.ShardKeys), Token);
        crowd.Join();
        var before = await crowd.RestAsync(Token);
        for (var step = 0; step < 12; step++)
        {
            var bound = 0;
            List<string> story = [];
            for (var changes = random.Next(1, 3); changes > 0; changes--)
            {
                (string what, var moves) = await ChangeAsync(crowd, shards, random);
                story.Add(what);
                bound += moves;
            }
            var after = await crowd.RestAsync(Token);
            after.Count(each => before[each.Key] != each.Value).ShouldBeLessThanOrEqualTo(bound, $"step {step}: {string.Join(", ", story)}");
            before = after;
            crowd.Ledger.ForgiveNobody();
        }
        crowd.Ledger.Violations.ShouldBeEmpty();
        while (crowd.Count > 0)
        {
            await crowd.LeaveAsync();
        }
        (await Connection.Kv.CountAsync(KeyRange.Prefix(At("shards")), Token)).ShouldBe(0);
        await Connection.Kv.PutAsync(crowd.ShardKeys.Append("end"), "", Token);
        var (violations, owners) = await ShardHistory.ReadAsync(watch, crowd.ShardKeys, Token);
        violations.ShouldBeEmpty();
        owners.ShouldBeGreaterThanOrEqualTo(shards);
    }

    /// <summary>One change of the members, and how many shards may move for it.</summary>
    private static async Task<(string What, int Moves)> ChangeAsync(ShardCrowd crowd, int shards, Random random)
    {
        var share = (shards + crowd.Count - 1) / crowd.Count;
        switch (crowd.Count == 1 ? 0 : crowd.Count == Most ? random.Next(1, 4) : random.Next(4))
        {
            case 0:
                crowd.Join();
                return ("one joins", (shards + crowd.Count - 1) / crowd.Count);
            case 1:
                await crowd.LeaveAsync();
                return ("one leaves", share);
            case 2:
                await crowd.CrashAsync();
                return ("one crashes", share);
            default:
                await crowd.BounceAsync(Token);
                return ("one loses its lease and comes back", 2 * share);
        }
    }
}
