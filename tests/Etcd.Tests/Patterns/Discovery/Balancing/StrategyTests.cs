using Etcd.Patterns;

namespace Etcd.Tests.Patterns.Discovery;

public sealed class StrategyTests
{
    private static readonly string[] Users = [.. Enumerable.Range(0, 20_000).Select(i => $"user-{i}")];

    [Fact]
    public void Round_robin_goes_round()
        => Picks(LoadBalancingStrategy.RoundRobin, Services.Instances(3), 7).ShouldBe([0, 1, 2, 0, 1, 2, 0]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_gives_each_the_same_share(int seed)
    {
        var random = new Random(seed);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[Choose(LoadBalancingStrategy.Random, Services.Instances(7), random: random.NextDouble())]++;
        }
        counts.ShouldAllBe(count => count > 9_500 && count < 10_500);
        Choose(LoadBalancingStrategy.Random, Services.Instances(7), random: Math.BitDecrement(1.0)).ShouldBe(6);
    }

    [Fact]
    public void Least_connections_takes_the_idlest_and_goes_round_among_equals()
    {
        Choose(LoadBalancingStrategy.LeastConnections, Services.Instances(4), [3, 1, 0, 2]).ShouldBe(2);
        Enumerable.Range(0, 4).Select(turn => Choose(LoadBalancingStrategy.LeastConnections, Services.Instances(3), [1, 0, 0], turn)).ShouldBe([1, 1, 2, 1]);
        Choose(LoadBalancingStrategy.LeastConnections, Services.Instances(3), [0, 0, 0], long.MaxValue).ShouldBeInRange(0, 2);
    }

    [Fact]
    public void Two_choices_are_two_each_pair_as_often_and_the_idler_one_wins()
    {
        var instances = Services.Instances(5);
        var random = new Random(4);
        var counts = new int[5];
        for (var i = 0; i < 50_000; i++)
        {
            counts[Choose(LoadBalancingStrategy.PowerOfTwoChoices, instances, [0, 1, 2, 3, 4], random: random.NextDouble())]++;
        }
        // of 10 pairs the idlest wins 4, the next 3 … the busiest none
        for (var i = 0; i < 5; i++)
        {
            counts[i].ShouldBeInRange(((4 - i) * 5_000) - 300, ((4 - i) * 5_000) + 300);
        }
        Choose(LoadBalancingStrategy.PowerOfTwoChoices, Services.Instances(1), random: 0.9).ShouldBe(0);
        Choose(LoadBalancingStrategy.PowerOfTwoChoices, instances, random: Math.BitDecrement(1.0)).ShouldBeInRange(0, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Weighted_gives_each_its_share_within_a_few_picks_wherever_it_starts(int seed)
    {
        var random = new Random(seed);
        ServiceInstance[] instances = [.. Enumerable.Range(0, random.Next(2, 12)).Select(i => Services.Instance($"api-{i}", weight: random.Next(1, 200)))];
        double total = instances.Sum(each => (long)each.Weight);
        foreach (var start in new[] { 0, random.NextInt64(long.MaxValue - 20_000), long.MaxValue - 10_000 })
        {
            var counts = new int[instances.Length];
            for (var i = 1; i <= 10_000; i++)
            {
                counts[Choose(LoadBalancingStrategy.Weighted, instances, turn: start + i - 1)]++;
                for (var each = 0; each < counts.Length; each++)
                {
                    // at every moment, not only in the end
                    Math.Abs(counts[each] - (i * instances[each].Weight / total)).ShouldBeLessThan(5);
                }
            }
        }
    }

    [Fact]
    public void Weighted_mixes_the_heavy_one_with_the_others_and_takes_the_greatest_weights()
    {
        var picks = Picks(LoadBalancingStrategy.Weighted, [Services.Instance("a", weight: 5), Services.Instance("b", weight: 1), Services.Instance("c", weight: 1)], 700);
        picks.Count(pick => pick == 0).ShouldBeInRange(495, 505);
        string.Concat(picks).Split('1', '2').Max(run => run.Length).ShouldBeLessThanOrEqualTo(8);
        ServiceInstance[] heavy = [.. Services.Instances(3).Select(each => each with { Weight = int.MaxValue })];
        Picks(LoadBalancingStrategy.Weighted, heavy, 300).CountBy(pick => pick).ShouldAllBe(pair => pair.Value > 95 && pair.Value < 105);
    }

    [Fact]
    public void A_consistent_hash_sends_the_same_affinity_to_the_same_instance_whatever_the_turn()
    {
        var instances = Services.Instances(10);
        foreach (var user in Users.Take(100))
        {
            Enumerable.Range(0, 10).Select(turn => Choose(LoadBalancingStrategy.ConsistentHash, instances, turn: turn, random: turn / 10.0, affinity: user)).Distinct().ShouldHaveSingleItem();
        }
        // the same in all processes and versions: a change of the function would move everybody's sessions
        string.Concat(Users.Take(20).Select(user => Choose(LoadBalancingStrategy.ConsistentHash, instances, affinity: user))).ShouldBe("90386874594720899376");
        Picks(LoadBalancingStrategy.ConsistentHash, instances, 1000).Distinct().Count().ShouldBe(10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void When_an_instance_comes_or_goes_only_its_own_share_moves(int seed)
    {
        var random = new Random(seed);
        ServiceInstance[] few = [.. Enumerable.Range(0, random.Next(2, 20)).Select(i => Services.Instance($"api-{i}", weight: random.Next(50, 150)))];
        var newcomer = Services.Instance("newcomer", weight: random.Next(50, 150));
        ServiceInstance[] more = [.. few, newcomer];
        random.Shuffle(more);

        var moved = 0;
        foreach (var user in Users)
        {
            var before = few[Choose(LoadBalancingStrategy.ConsistentHash, few, affinity: user)];
            var after = more[Choose(LoadBalancingStrategy.ConsistentHash, more, affinity: user)];
            if (before.Id != after.Id)
            {
                after.Id.ShouldBe("newcomer"); // nobody moves between those that were there
                moved++;
            }
        }
        var share = Users.Length * (double)newcomer.Weight / more.Sum(each => each.Weight);
        ((double)moved).ShouldBeInRange(share * 0.85, share * 1.15);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void A_consistent_hash_gives_each_its_share_and_a_new_weight_moves_only_the_difference(int seed)
    {
        var random = new Random(seed);
        ServiceInstance[] before = [.. Enumerable.Range(0, 6).Select(i => Services.Instance($"api-{i}", weight: random.Next(50, 400)))];
        var counts = Users.CountBy(user => Choose(LoadBalancingStrategy.ConsistentHash, before, affinity: user)).ToDictionary();
        double total = before.Sum(each => each.Weight);
        for (var i = 0; i < 6; i++)
        {
            var share = Users.Length * before[i].Weight / total;
            ((double)counts[i]).ShouldBeInRange(share * 0.88, share * 1.12);
        }
        ServiceInstance[] after = [before[0] with { Weight = before[0].Weight * 2 }, .. before[1..]];
        foreach (var user in Users)
        {
            var (was, now) = (Choose(LoadBalancingStrategy.ConsistentHash, before, affinity: user), Choose(LoadBalancingStrategy.ConsistentHash, after, affinity: user));
            (now == was || now == 0).ShouldBeTrue();
        }
    }

    private static int[] Picks(LoadBalancingStrategy strategy, ServiceInstance[] instances, int count)
        => [.. Enumerable.Range(0, count).Select(turn => Choose(strategy, instances, turn: turn))];

    private static int Choose(LoadBalancingStrategy strategy, ServiceInstance[] instances, int[]? inFlight = null, long turn = 0, double random = 0, string? affinity = null)
        => strategy.Choose(new LoadBalancingContext { Instances = instances, InFlight = inFlight ?? new int[instances.Length], Turn = turn, Random = random, Affinity = affinity });
}
