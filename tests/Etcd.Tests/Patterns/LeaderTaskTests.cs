using System.Threading.Channels;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public sealed class LeaderTaskTests(Etcd35 fixture) : EtcdTest(fixture)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Rounds_do_not_overlap_and_what_was_missed_is_made_up_for_by_one()
    {
        var time = new ManualTime();
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [Member.Endpoint], TimeProvider = time });
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromMinutes(5) }); // this clock hardly moves
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var rounds = Channel.CreateUnbounded<TaskCompletionSource>();
        var running = new LeaderTask(new LeaderElection(session, At("task")), TimeSpan.FromMilliseconds(100), async (_, token) =>
        {
            var end = new TaskCompletionSource();
            rounds.Writer.TryWrite(end);
            await end.Task.WaitAsync(token);
        }).RunAsync(stop.Token);

        var first = await rounds.Reader.NextAsync(); // at once
        time.Advance(TimeSpan.FromMilliseconds(350));
        rounds.Reader.Count.ShouldBe(0);
        first.SetResult();
        (await rounds.Reader.NextAsync()).SetResult();
        await Connection.Kv.GetAsync(At("a while"), Token);
        rounds.Reader.Count.ShouldBe(0);
        time.Advance(TimeSpan.FromMilliseconds(50)); // 400 ms: on the beat again
        (await rounds.Reader.NextAsync()).SetResult();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        await NobodyLeadsAsync();
    }

    [Fact]
    public async Task Told_to_it_waits_an_interval_before_its_first_round()
    {
        var time = new ManualTime();
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [Member.Endpoint], TimeProvider = time });
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromMinutes(5) });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var rounds = Channel.CreateUnbounded<Fence>();
        var election = new LeaderElection(session, At("task"));
        var running = new LeaderTask(election, TimeSpan.FromMilliseconds(100), (leadership, _) => rounds.Writer.WriteAsync(leadership.Fence, Token).AsTask(), new LeaderTaskOptions { RunAtOnce = false }).RunAsync(stop.Token);
        await Eventually.TrueAsync(() => election.IsLeader, "it leads", cancellationToken: Token);
        rounds.Reader.Count.ShouldBe(0);
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(20)); // the timer may not be set yet
                return rounds.Reader.Count > 0;
            }, "the first round", cancellationToken: Token);
        time.GetTimestamp().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(100).Ticks);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_loss_cancels_the_round_and_never_the_loop()
    {
        await using var home = new Home(Member);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var rounds = Channel.CreateUnbounded<(Leadership Leadership, CancellationToken Stop)>();
        var running = new LeaderTask(new LeaderElection(home.Session, At("task")), Soon, async (leadership, token) =>
        {
            rounds.Writer.TryWrite((leadership, token));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        }).RunAsync(stop.Token);
        var deleted = await rounds.Reader.NextAsync();
        await Connection.Kv.DeleteAsync(deleted.Leadership.Key, Token);
        var revoked = await rounds.Reader.NextAsync();
        deleted.Stop.IsCancellationRequested.ShouldBeTrue();
        deleted.Leadership.LossReason.ShouldBe(LossReason.KeyDeleted);
        revoked.Leadership.Fence.ShouldBeGreaterThan(deleted.Leadership.Fence);
        await Connection.Leases.RevokeAsync((await home.Session.GetLeaseAsync(Token)).Id, Token);
        var last = await rounds.Reader.NextAsync();
        revoked.Stop.IsCancellationRequested.ShouldBeTrue();
        last.Leadership.Fence.ShouldBeGreaterThan(revoked.Leadership.Fence);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        last.Leadership.LossReason.ShouldBeNull();
        await NobodyLeadsAsync();
    }

    [Fact]
    public async Task By_default_a_failed_round_is_logged_and_the_next_one_comes()
    {
        using var log = new LogLines();
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [Member.Endpoint], LoggerFactory = log });
        await using var session = new EtcdSession(client);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        List<Fence> rounds = [];
        var running = new LeaderTask(new LeaderElection(session, At("task")), Soon, async (leadership, _) =>
        {
            rounds.Add(leadership.Fence);
            switch (rounds.Count)
            {
                case 1: throw new FormatException("mine");
                case 2: throw new TaskCanceledException("a timeout of the work's own");
                default: await stop.CancelAsync(); break;
            }
        }).RunAsync(stop.Token);
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        rounds.Count.ShouldBe(3);
        rounds.Distinct().ShouldHaveSingleItem();
        log.Lines.Where(line => line.StartsWith("Etcd.Patterns.LeaderTask", StringComparison.Ordinal)).ShouldBe(
        [
            $"Etcd.Patterns.LeaderTask Warning: A round of the leader at {At("task/")}{Name(log)} failed; the next round comes at its time. FormatException: mine",
            $"Etcd.Patterns.LeaderTask Warning: A round of the leader at {At("task/")}{Name(log)} failed; the next round comes at its time. TaskCanceledException: a timeout of the work's own",
        ]);
    }

    [Fact]
    public async Task Told_to_it_resigns_after_a_failed_round_and_stands_again_after_an_interval()
    {
        await using var home = new Home(Member);
        await using var other = new Home(Member);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var rounds = Channel.CreateUnbounded<Fence>();
        var failing = new LeaderTask(
            new LeaderElection(home.Session, At("task")), Soon, (leadership, _) => rounds.Writer.TryWrite(leadership.Fence) ? throw new FormatException("mine") : Task.CompletedTask,
            new LeaderTaskOptions { OnError = OnTaskError.Resign }).RunAsync(stop.Token);
        var first = await rounds.Reader.NextAsync();
        (await rounds.Reader.NextAsync()).ShouldBeGreaterThan(first); // nobody else stood: we did again
        await using (var leadership = await new LeaderElection(other.Session, At("task")).CampaignAsync(Deadline, Token)) // somebody else does, and is let in
        {
            leadership.IsHeld.ShouldBeTrue();
        }
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => failing);
        await NobodyLeadsAsync();
    }

    [Fact]
    public async Task Told_to_it_gives_up_and_throws_what_the_round_threw()
    {
        await using var home = new Home(Member);
        await Should.ThrowAsync<FormatException>(() => new LeaderTask(
            new LeaderElection(home.Session, At("task")), Soon, (_, _) => throw new FormatException("mine"), new LeaderTaskOptions { OnError = OnTaskError.Throw }).RunAsync(Token));
        await NobodyLeadsAsync();
    }

    [Fact]
    public async Task A_round_may_resign()
    {
        await using var home = new Home(Member);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        List<Fence> rounds = [];
        var running = new LeaderTask(new LeaderElection(home.Session, At("task")), Soon, async (leadership, token) =>
        {
            rounds.Add(leadership.Fence);
            await leadership.ResignAsync(token);
            if (rounds.Count == 3)
            {
                await stop.CancelAsync();
            }
        }).RunAsync(stop.Token);
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        rounds.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Wrong_options_are_named()
    {
        await using var home = new Home(Member);
        Should.Throw<ArgumentException>(() => new LeaderTask(new LeaderElection(home.Session, At("task")), TimeSpan.Zero, (_, _) => Task.CompletedTask, new LeaderTaskOptions { OnError = (OnTaskError)7 }))
            .Message.ShouldBe("The interval must be between 1 ms and 49 days. OnError must be Continue, Resign or Throw, not 7.");
    }

    private static string Name(LogLines log)
    {
        var line = log.Lines.First(each => each.Contains("/task/", StringComparison.Ordinal));
        var from = line.IndexOf("/task/", StringComparison.Ordinal) + "/task/".Length;
        return line[from..line.IndexOf(' ', from)];
    }

    private async Task NobodyLeadsAsync() => (await Connection.Kv.CountAsync(KeyRange.Prefix(At("task")), Token)).ShouldBe(0);
}
