using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Examples;

/// <summary>The examples as a reader runs them. The etcd is theirs alone, so that its whole keyspace tells what they leave.</summary>
public abstract class ExamplesTests(ClusterFixture fixture)
{
    public static TheoryData<string> Names => ["start", "lock", "discovery", "lb", "config", "flags", "election", "leader-task", "txn", "lease", "watch", "ha",
        "active-active", "shards", "microservices", "cron", "hot-reload", "rate-limit"];

    public static TheoryData<string> WithNodes => ["election", "leader-task", "ha", "active-active", "shards"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Endpoints => $"--endpoints={fixture.Member.Endpoint}";

    [Fact]
    public async Task All_of_them_run_and_leave_no_key()
    {
        var (exit, said, errors) = await ExamplesProgram.RunAsync(Endpoints, "--example=all");
        exit.ShouldBe(0, string.Join('\n', [.. said, .. errors]));
        errors.ShouldBeEmpty();
        said.Where(line => line.StartsWith("--- ", StringComparison.Ordinal)).Select(line => line[4..line.IndexOf(':', StringComparison.Ordinal)]).ShouldBe([.. Names.Select(row => row.Data)]);
        said.ShouldNotContain(line => line.Contains("Never", StringComparison.Ordinal)); // what an example says where a guarantee is broken
        await NothingLeftAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_runs_by_itself(string name)
    {
        var (exit, said, errors) = await ExamplesProgram.RunAsync(Endpoints, $"--example={name}");
        exit.ShouldBe(0, string.Join('\n', [.. said, .. errors]));
        errors.ShouldBeEmpty();
        said.Count.ShouldBeGreaterThan(2);
        await NothingLeftAsync();
    }

    [Fact]
    public async Task Two_runs_at_the_same_time_do_not_disturb_each_other()
    {
        var both = await Task.WhenAll(ExamplesProgram.RunAsync(Endpoints, "--example=election"), ExamplesProgram.RunAsync(Endpoints, "--example=election"));
        both.ShouldAllBe(one => one.Exit == 0 && one.Said.Contains("After the resignation: node-2"));
        await NothingLeftAsync();
    }

    [Fact]
    public async Task The_limiter_lets_no_more_through_than_it_says()
    {
        var (_, said, _) = await ExamplesProgram.RunAsync(Endpoints, "--example=rate-limit");
        said.Count(line => line.EndsWith("passes", StringComparison.Ordinal)).ShouldBe(4);
        said.Count(line => line.Contains("Retry-After", StringComparison.Ordinal)).ShouldBe(8);
    }

    [Fact]
    public async Task A_late_holder_is_refused_wherever_a_fence_is_asked_for()
    {
        var (_, said, _) = await ExamplesProgram.RunAsync(Endpoints, "--example=lock");
        said.ShouldContain("Outside etcd: the new holder writes: True, the late one: False");
        said.ShouldContain("In etcd, under its guard, the late one writes: False");
        said.ShouldContain("And through its handle: refused, KeyDeleted");
    }

    [Fact]
    public async Task Money_moves_once_and_each_order_is_done_once()
    {
        (await ExamplesProgram.RunAsync(Endpoints, "--example=txn")).Said.ShouldContain("50 moved: True; a has 30, b has 150");
        (await ExamplesProgram.RunAsync(Endpoints, "--example=active-active")).Said.Count(line => line.EndsWith(" done", StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_run_and_clears_up()
    {
        await using var program = ExamplesProgram.Start(Endpoints, "--example=all");
        await program.SaysAsync("--- lock");
        program.Interrupt();
        (await program.EndAsync()).ShouldBe(130);
        program.Said.ShouldContain("Stopped.");
        await NothingLeftAsync();
    }

    [Theory]
    [MemberData(nameof(WithNodes))]
    public async Task Ctrl_C_ends_a_node_with_0_and_its_keys_with_it(string name)
    {
        await using var node = ExamplesProgram.Start(Endpoints, $"--example={name}", "--node-id=node-1");
        await Eventually.TrueAsync(() => node.Said.Count > 1, "it is at work", TimeSpan.FromSeconds(60), () => string.Join('\n', node.Errors), Token);
        node.Interrupt();
        (await node.EndAsync()).ShouldBe(0, string.Join('\n', node.Errors));
        node.Errors.ShouldBeEmpty();
        await NothingLeftAsync();
    }

    [Theory]
    [InlineData("election", "I am the leader")]
    [InlineData("ha", "primary, fence")]
    public async Task The_leader_is_killed_and_the_other_node_takes_over(string name, string leads)
    {
        await using var one = ExamplesProgram.Start(Endpoints, $"--example={name}", "--node-id=node-1");
        await one.SaysAsync($"node-1: {leads}");
        await using var two = ExamplesProgram.Start(Endpoints, $"--example={name}", "--node-id=node-2");
        await two.SaysAsync(name == "ha" ? "node-2: secondary" : "Current leader: node-1");
        two.Says($"node-2: {leads}").ShouldBeFalse();

        await one.KillAsync();
        await two.SaysAsync($"node-2: {leads}");
        two.Interrupt();
        (await two.EndAsync()).ShouldBe(0);
        await NothingLeftAsync();
    }

    private async Task NothingLeftAsync()
    {
        await using var client = new EtcdClient(fixture.Member.Endpoint);
        (await client.GetRangeAsync(KeyRange.All, new RangeOptions { KeysOnly = true }, Token)).Select(key => key.Key.ToString()).ShouldBeEmpty();
    }

    public sealed class Alone34() : ClusterFixture(EtcdVersion.V34);

    public sealed class Alone35() : ClusterFixture(EtcdVersion.V35);
}

public sealed class ExamplesTests34(ExamplesTests.Alone34 fixture) : ExamplesTests(fixture), IClassFixture<ExamplesTests.Alone34>;

public sealed class ExamplesTests35(ExamplesTests.Alone35 fixture) : ExamplesTests(fixture), IClassFixture<ExamplesTests.Alone35>;
