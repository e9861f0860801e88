using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public abstract class LeaderElectionTests(ClusterFixture fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task One_leads_and_observers_see_each_change()
    {
        await using var home = new Home(Member);
        await using var other = new Home(Member);
        var first = new LeaderElection(home.Session, At("election"), "node-1");
        var second = new LeaderElection(other.Session, At("election"), "node-2");
        await using var observed = first.ObserveAsync(Token).GetAsyncEnumerator(Token);
        (await NextAsync(observed)).ShouldBeNull();
        (await first.GetLeaderAsync(Token)).ShouldBeNull();

        var leadership = await first.CampaignAsync(Token);
        (await NextAsync(observed)).ShouldNotBeNull().ToString().ShouldBe("node-1");
        first.IsLeader.ShouldBeTrue();
        (await second.TryCampaignAsync(Token)).ShouldBeNull();
        await leadership.ProclaimAsync("node-1, busy", Token);
        (await NextAsync(observed)).ShouldNotBeNull().ToString().ShouldBe("node-1, busy");
        var waiting = second.CampaignAsync(Token).AsTask();
        await leadership.ResignAsync(Token);
        await using var next = await waiting;
        first.IsLeader.ShouldBeFalse();
        next.Fence.ShouldBeGreaterThan(leadership.Fence);
        Leader? leader;
        while ((leader = await NextAsync(observed)) is null)
        {
            // between the two there may be nobody, if the second was not in the queue yet
        }
        leader.ToString().ShouldBe("node-2");
        (await first.GetLeaderAsync(Token)).ShouldBe(leader);
        leader.Fence.ShouldBe(next.Fence);
    }

    [Fact]
    public async Task It_queues_with_etcdctl_both_ways()
    {
        await using var home = new Home(Member);
        var election = new LeaderElection(home.Session, At("election"), "ours");
        var leadership = await election.CampaignAsync(Token);
        await using var etcdctl = Etcdctl.Start(Fixture.Version, Member.Endpoint, "elect", At("election").ToString(), "theirs");
        await Eventually.GetAsync(token => Connection.Kv.CountAsync(KeyRange.Prefix(At("election/")), token), count => count == 2, "etcdctl waits", cancellationToken: Token);
        await leadership.ResignAsync(Token);
        await Eventually.GetAsync(token => election.GetLeaderAsync(token), leader => leader?.ToString() == "theirs", "etcdctl leads", cancellationToken: Token);
        var waiting = election.CampaignAsync(Token).AsTask();
        await Eventually.GetAsync(token => Connection.Kv.CountAsync(KeyRange.Prefix(At("election/")), token), count => count == 2, "we wait", cancellationToken: Token);
        waiting.IsCompleted.ShouldBeFalse();
        etcdctl.Interrupt();
        await using var ours = await waiting;
        ours.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task A_participant_leads_again_after_a_loss_and_hears_of_it_in_between()
    {
        await using var home = new Home(Member);
        var election = new LeaderElection(home.Session, At("election"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        List<string> story = [];
        var participating = election.ParticipateAsync(
            async (leadership, token) =>
            {
                story.Add("elected");
                if (story.Count > 2)
                {
                    await stop.CancelAsync();
                }
                else
                {
                    await Connection.Kv.DeleteAsync(leadership.Key, Token);
                }
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            },
            reason =>
            {
                story.Add(reason.ToString());
                return Task.CompletedTask;
            }, stop.Token);
        await Should.ThrowAsync<OperationCanceledException>(async () => await participating);
        story.ShouldBe(["elected", "KeyDeleted", "elected"]);
        (await election.GetLeaderAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_leader_throws_comes_out_and_gives_the_leadership_up()
    {
        await using var home = new Home(Member);
        var election = new LeaderElection(home.Session, At("election"));
        await Should.ThrowAsync<FormatException>(() => election.ParticipateAsync((_, _) => throw new FormatException("mine"), Token));
        (await election.GetLeaderAsync(Token)).ShouldBeNull();
    }

    private static async Task<Leader?> NextAsync(IAsyncEnumerator<Leader?> observed)
    {
        (await observed.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Token)).ShouldBeTrue();
        return observed.Current;
    }
}

public sealed class LeaderElectionTests34(Etcd34 fixture) : LeaderElectionTests(fixture);

public sealed class LeaderElectionTests35(Etcd35 fixture) : LeaderElectionTests(fixture);
