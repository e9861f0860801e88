using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Testing.Faults;

public sealed class PeerFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34, false)]
    [InlineData(EtcdVersion.V35, true)]
    public async Task A_leader_cut_off_is_replaced_answers_no_reads_and_follows_after_the_heal(EtcdVersion version, bool tls)
    {
        Requirements.Etcd(version);
        await using var cluster = await StartAsync(version, tls);
        EtcdMember old;
        ulong term;
        do
        {
            old = await cluster.LeaderAsync(Token);
            term = await TermAsync(old);
        }
        while (await cluster.LeaderAsync(Token) != old); // a busy machine may elect another one meanwhile, and that would be its term
        EtcdMember[] others = [.. cluster.Members.Where(member => member != old)];

        cluster.Isolate(old);
        var start = TimeProvider.System.GetTimestamp();
        var leader = await cluster.LeaderAsync(others, Token);
        leader.ShouldNotBe(old);
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(6)); // elections take 1 to 2 s each
        (await TermAsync(leader)).ShouldBeGreaterThan(term);

        await using var alone = Impatient(old);
        await Should.ThrowAsync<EtcdException>(async () => await alone.Kv.GetAsync("a", Token));
        (await alone.Kv.GetAsync("a", new() { Serializable = true }, Token)).ShouldBeNull();
        await using var majority = leader.Connect();
        await majority.Kv.PutAsync("a", "x", Token);

        cluster.Heal();
        await ReadsAsync(alone, "a");
        (await cluster.LeaderAsync(Token)).ShouldNotBe(old);
    }

    [Fact]
    public async Task Cut_one_way_a_follower_hears_its_leader_and_is_not_heard_or_the_reverse()
    {
        await using var cluster = await StartAsync(EtcdVersion.V35);
        var leader = await cluster.LeaderAsync(Token);
        var follower = cluster.Members.First(member => member != leader);
        await using var writer = leader.Connect();
        await using var reader = Impatient(follower);

        cluster.SetPeerFault(follower, leader, Fault.Blackhole);
        await writer.Kv.PutAsync("heard", "x", Token);
        await SeesAsync(reader, "heard");
        await Should.ThrowAsync<EtcdException>(async () => await reader.Kv.GetAsync("heard", Token)); // its question does not arrive
        cluster.Heal();
        await ReadsAsync(reader, "heard");

        // the leader may be another by now: that the follower fell silent is a reason
        leader = await cluster.LeaderAsync(Token);
        follower = cluster.Members.First(member => member != leader);
        await using var second = leader.Connect();
        await using var deaf = Impatient(follower);
        cluster.SetPeerFault(leader, follower, Fault.Blackhole);
        await second.Kv.PutAsync("unheard", "x", Token);
        await Should.ThrowAsync<EtcdException>(async () => await deaf.Kv.GetAsync("unheard", Token));
        (await deaf.Kv.GetAsync("unheard", new() { Serializable = true }, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_pair_cut_off_keeps_its_other_connections()
    {
        await using var cluster = await StartAsync(EtcdVersion.V35);
        var leader = await cluster.LeaderAsync(Token);
        EtcdMember[] followers = [.. cluster.Members.Where(member => member != leader)];
        var term = await TermAsync(leader);
        cluster.Partition(followers[0], followers[1]);
        await using var first = Impatient(followers[0]);
        await using var second = Impatient(followers[1]);
        await first.Kv.PutAsync("a", "x", Token);
        await ReadsAsync(second, "a"); // both by way of the leader
        (await TermAsync(leader)).ShouldBe(term);

        var stranger = await EtcdCluster.StartAsync(Token);
        await using var _ = stranger;
        Should.Throw<ArgumentException>(() => cluster.Isolate(stranger.Members[0]));
        Should.Throw<InvalidOperationException>(() => stranger.SetPeerFault(stranger.Members[0], stranger.Members[0], Fault.Cut)).Message.ShouldContain("PeerProxies");
    }

    [Fact]
    public async Task Without_faults_or_with_small_delays_the_leader_stays()
    {
        await using var cluster = await StartAsync(EtcdVersion.V35);
        var leader = await cluster.LeaderAsync(Token);
        var term = await TermAsync(leader);
        await using var connection = leader.Connect();
        var direct = await TimeOfAsync(20, i => connection.Kv.PutAsync($"direct/{i}", "x", Token).AsTask());

        foreach (var follower in cluster.Members.Where(member => member != leader))
        {
            cluster.SetPeerFault(leader, follower, Fault.Delay(TimeSpan.FromMilliseconds(25)));
        }
        var delayed = await TimeOfAsync(20, i => connection.Kv.PutAsync($"delayed/{i}", "x", Token).AsTask());
        delayed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(20 * 25));
        delayed.ShouldBeGreaterThan(direct);
        (await cluster.LeaderAsync(Token)).ShouldBe(leader);
        (await TermAsync(leader)).ShouldBe(term);
    }

    private static Task<EtcdCluster> StartAsync(EtcdVersion version, bool tls = false)
        => EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, Version = version, PeerProxies = true, PeerTls = tls }, Token);

    private static EtcdConnection Impatient(EtcdMember member)
        => new(member.ConnectionOptions with { RequestTimeout = TimeSpan.FromSeconds(1) });

    private static async Task<ulong> TermAsync(EtcdMember member)
    {
        await using var connection = member.Connect();
        return (await connection.Maintenance.StatusAsync(Token)).RaftTerm;
    }

    private static Task ReadsAsync(EtcdConnection connection, string key) => FindsAsync(connection, key, new());

    private static Task SeesAsync(EtcdConnection connection, string key) => FindsAsync(connection, key, new() { Serializable = true });

    private static async Task FindsAsync(EtcdConnection connection, string key, GetOptions options)
        => await Eventually.GetAsync<string>(
            async token =>
            {
                try
                {
                    return await connection.Kv.GetAsync(key, options, token) is null ? "not there" : "found";
                }
                catch (EtcdException e)
                {
                    return e.Message;
                }
            },
            seen => seen == "found", $"{key} is read", cancellationToken: Token);

    private static async Task<TimeSpan> TimeOfAsync(int times, Func<int, Task> action)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            await action(i);
        }
        return TimeProvider.System.GetElapsedTime(start);
    }
}
