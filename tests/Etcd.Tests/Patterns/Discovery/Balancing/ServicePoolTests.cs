using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns.Discovery;

public sealed class ServicePoolTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task The_unhealthy_are_passed_over_until_nobody_else_is_left()
    {
        await using var pool = Pool(LoadBalancingStrategy.RoundRobin);
        pool.Update([Services.Instance("a", health: ServiceHealth.Unhealthy), Services.Instance("b"), Services.Instance("c", health: ServiceHealth.Healthy)]);
        Round(pool, 4).ShouldBe("bcbc");
        pool.Update([Services.Instance("a", health: ServiceHealth.Unhealthy), Services.Instance("b", health: ServiceHealth.Unhealthy)]);
        Round(pool, 4).ShouldBe("abab");
        pool.Update([]);
        pool.TryPick(null).ShouldBeNull();
    }

    [Fact]
    public async Task The_drained_are_never_picked_not_even_when_nobody_else_is_left()
    {
        await using var pool = Pool(LoadBalancingStrategy.RoundRobin);
        pool.Update([Services.Instance("a", weight: 0), Services.Instance("b", health: ServiceHealth.Unhealthy)]);
        Round(pool, 3).ShouldBe("bbb");
        pool.Update([Services.Instance("a", weight: 0)]);
        pool.TryPick(null).ShouldBeNull();
    }

    [Fact]
    public async Task A_filter_leaves_out_and_its_exception_comes_out_of_the_pick()
    {
        await using var pool = Pool(LoadBalancingStrategy.RoundRobin, each => each.Metadata["region"] == "eu");
        pool.Update([InRegion("a", "eu"), InRegion("b", "us"), InRegion("c", "eu")]);
        Round(pool, 3).ShouldBe("aca");
        pool.Update([Services.Instance("a")]);
        Should.Throw<KeyNotFoundException>(() => pool.TryPick(null));
        pool.Update([InRegion("b", "us")]);
        pool.TryPick(null).ShouldBeNull();

        static ServiceInstance InRegion(string id, string region) => Services.Instance(id) with { Metadata = new Dictionary<string, string> { ["region"] = region } };
    }

    [Fact]
    public async Task A_reported_failure_ejects_for_a_second_and_for_longer_each_time_in_a_row()
    {
        await using var pool = Pool(LoadBalancingStrategy.RoundRobin);
        pool.Update([Services.Instance("a"), Services.Instance("b")]);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            FailA(pool);
            Round(pool, 3).ShouldBe("bbb");
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Round(pool, 3).ShouldBe("bbb");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
        Round(pool, 2).Order().ShouldBe("ab");
    }

    [Fact]
    public async Task A_success_begins_the_row_anew_and_failures_of_the_same_trouble_count_once()
    {
        await using var pool = Pool(LoadBalancingStrategy.RoundRobin);
        pool.Update([Services.Instance("a")]);
        var picks = Enumerable.Range(0, 10).Select(_ => pool.TryPick(null)!).ToList();
        picks.ForEach(pick => pick.ReportFailure());
        picks.ForEach(pick => pick.Dispose());
        pool.Update([Services.Instance("a"), Services.Instance("b")]);
        Round(pool, 2).ShouldBe("bb");
        _time.Advance(TimeSpan.FromSeconds(1));
        Round(pool, 2).Order().ShouldBe("ab"); // a has succeeded
        FailA(pool);
        _time.Advance(TimeSpan.FromSeconds(1));
        Round(pool, 2).Order().ShouldBe("ab");
    }

    [Fact]
    public async Task When_all_are_ejected_all_that_are_healthy_are_tried()
    {
        await using var pool = Pool(LoadBalancingStrategy.RoundRobin);
        pool.Update([Services.Instance("a"), Services.Instance("c", health: ServiceHealth.Unhealthy)]);
        FailA(pool);
        Round(pool, 2).ShouldBe("aa");
    }

    [Fact]
    public async Task An_update_keeps_what_is_known_unless_it_is_at_another_address()
    {
        await using var pool = Pool(LoadBalancingStrategy.RoundRobin);
        pool.Update([Services.Instance("a"), Services.Instance("b")]);
        FailA(pool);
        pool.Update([Services.Instance("a", weight: 3), Services.Instance("b")]);
        Round(pool, 2).ShouldBe("bb");
        pool.Update([Services.Instance("a", port: 9), Services.Instance("b")]);
        Round(pool, 2).Order().ShouldBe("ab");
    }

    [Fact]
    public async Task A_pick_ends_once_and_its_late_report_does_nothing()
    {
        var counts = new Counts();
        await using var pool = Pool(counts);
        pool.Update([Services.Instance("a")]);
        var pick = pool.TryPick(null)!;
        pool.TryPick(null)!.Dispose();
        pick.Dispose();
        pick.Dispose();
        pick.ReportFailure();
        pool.Update([Services.Instance("a"), Services.Instance("b")]);
        pool.TryPick(null)!.Dispose();
        counts.Seen.ShouldBe(["0", "1", "0,0"]);
    }

    [Fact]
    public async Task A_strategy_that_chooses_nobody_is_named()
    {
        await using var pool = Pool(new Counts { Choice = 1 });
        pool.Update([Services.Instance("a")]);
        Should.Throw<InvalidOperationException>(() => pool.TryPick(null)).Message.ShouldBe("Counts chose number 1 of 1 instances; it must be 0 to 0.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Requests_in_flight_are_never_negative_and_stay_balanced_whoever_comes_and_goes(int seed)
    {
        var random = new Random(seed);
        var counts = new Counts { Inner = LoadBalancingStrategy.LeastConnections };
        await using var pool = Pool(counts);
        pool.Update(Services.Instances(6));
        List<ServicePick> open = [];
        for (var step = 0; step < 5_000; step++)
        {
            switch (random.Next(20))
            {
                case 0:
                    pool.Update([.. Services.Instances(6).Where(_ => random.Next(3) > 0)]);
                    break;
                case 1 when open.Count > 0:
                    open[random.Next(open.Count)].ReportFailure();
                    break;
                case < 11 when open.Count > 0:
                    var index = random.Next(open.Count);
                    open[index].Dispose();
                    open.RemoveAt(index);
                    break;
                default:
                    if (pool.TryPick(null) is { } pick)
                    {
                        open.Add(pick);
                    }
                    break;
            }
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(300)));
        }
        counts.Lowest.ShouldBe(0);
        counts.WorstChoice.ShouldBe(0); // always one of the idlest

        open.ForEach(pick => pick.Dispose());
        _time.Advance(TimeSpan.FromMinutes(1));
        pool.Update(Services.Instances(6));
        counts.Seen.Clear();
        pool.TryPick(null)!.Dispose();
        counts.Seen.ShouldBe(["0,0,0,0,0,0"]);
    }

    [Fact]
    public async Task Picked_from_many_threads_at_once_they_are_balanced_to_one()
    {
        await using var pool = Pool(LoadBalancingStrategy.LeastConnections);
        pool.Update(Services.Instances(7));
        var picks = new ServicePick[700];
        Parallel.For(0, picks.Length, i => picks[i] = pool.TryPick(null)!);
        picks.CountBy(pick => pick.Instance.Id).ShouldAllBe(pair => pair.Value == 100);
    }

    private ServicePool Pool(LoadBalancingStrategy strategy, Func<ServiceInstance, bool>? where = null) => new(_time, () => 0, strategy, where);

    private static string Round(ServicePool pool, int count)
        => string.Concat(Enumerable.Range(0, count).Select(_ =>
        {
            using var pick = pool.TryPick(null).ShouldNotBeNull();
            return pick.Instance.Id;
        }));

    private static void FailA(ServicePool pool)
    {
        while (true)
        {
            using var pick = pool.TryPick(null).ShouldNotBeNull();
            if (pick.Instance.Id == "a")
            {
                pick.ReportFailure();
                return;
            }
        }
    }

    private sealed class Counts : LoadBalancingStrategy
    {
        public LoadBalancingStrategy? Inner { get; init; }

        public int Choice { get; init; }

        public List<string> Seen { get; } = [];

        public int Lowest { get; private set; }

        public int WorstChoice { get; private set; }

        public override int Choose(in LoadBalancingContext context)
        {
            Seen.Add(string.Join(',', context.InFlight.ToArray()));
            var chosen = Inner?.Choose(in context) ?? Choice;
            if (chosen < context.InFlight.Length)
            {
                var least = context.InFlight.ToArray().Min();
                Lowest = Math.Min(Lowest, least);
                WorstChoice = Math.Max(WorstChoice, context.InFlight[chosen] - least);
            }
            return chosen;
        }
    }
}
