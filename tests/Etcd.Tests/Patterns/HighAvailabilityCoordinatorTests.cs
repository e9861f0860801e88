using System.Threading.Channels;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

public sealed class HighAvailabilityCoordinatorTests(Etcd35 fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task Roles_move_on_loss_and_on_cancel_and_never_overlap_in_a_process()
    {
        await using var home = new Home(Member);
        await using var other = new Home(Member);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var stopOther = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (one, two) = (new Story(home.Session, At("ha")), new Story(other.Session, At("ha")));
        one.Coordinator.Role.ShouldBe(HighAvailabilityRole.None);
        var running = one.Coordinator.RunAsync(stop.Token);
        (await one.PrimaryAsync()).Key.ShouldNotBe(default);
        var runningOther = two.Coordinator.RunAsync(stopOther.Token);
        await Eventually.TrueAsync(() => two.Coordinator.Role == HighAvailabilityRole.Secondary, "the second stands by", cancellationToken: Token);

        await Connection.Leases.RevokeAsync((await home.Session.GetLeaseAsync(Token)).Id, Token);
        await two.PrimaryAsync();
        await Eventually.TrueAsync(() => one.Coordinator.Role == HighAvailabilityRole.Secondary, "the first stands by", cancellationToken: Token);
        two.Coordinator.Role.ShouldBe(HighAvailabilityRole.Primary);

        await stopOther.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => runningOther);
        two.Coordinator.Role.ShouldBe(HighAvailabilityRole.None);
        await one.PrimaryAsync();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        one.Overlaps.ShouldBe(0);
        two.Overlaps.ShouldBe(0);
        (await Connection.Kv.CountAsync(KeyRange.Prefix(At("ha")), Token)).ShouldBe(0);
    }

    [Fact]
    public async Task The_primary_starts_when_the_secondary_has_returned_and_the_other_way_round()
    {
        await using var home = new Home(Member);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (slowSecondary, slowPrimary) = (new TaskCompletionSource(), new TaskCompletionSource());
        var story = Channel.CreateUnbounded<string>();
        Leadership? leading = null;
        var coordinator = new HighAvailabilityCoordinator(
            new LeaderElection(home.Session, At("ha")),
            async (leadership, _) =>
            {
                leading = leadership;
                story.Writer.TryWrite("primary");
                await slowPrimary.Task; // ignores its token
                story.Writer.TryWrite("primary returns");
            },
            async _ =>
            {
                story.Writer.TryWrite("secondary");
                await slowSecondary.Task;
                story.Writer.TryWrite("secondary returns");
            });
        var running = coordinator.RunAsync(stop.Token);
        await Eventually.GetAsync(token => new LeaderElection(home.Session, At("ha")).GetLeaderAsync(token), leader => leader is not null, "it is elected", cancellationToken: Token);
        coordinator.Role.ShouldBe(HighAvailabilityRole.Secondary);
        slowSecondary.SetResult();
        await Eventually.TrueAsync(() => coordinator.Role == HighAvailabilityRole.Primary, "it is the primary", cancellationToken: Token);
        await Connection.Kv.DeleteAsync(leading!.Key, Token);
        await Eventually.TrueAsync(() => !leading.IsHeld, "the loss is noticed", cancellationToken: Token);
        coordinator.Role.ShouldBe(HighAvailabilityRole.Primary);
        (await Connection.Kv.CountAsync(KeyRange.Prefix(At("ha")), Token)).ShouldBe(0); // and does not stand again with the old one at work
        slowPrimary.SetResult();
        string[] expected = ["secondary", "secondary returns", "primary", "primary returns", "secondary", "secondary returns", "primary"];
        foreach (var each in expected)
        {
            (await story.Reader.NextAsync()).ShouldBe(each);
        }
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task What_a_role_throws_comes_out_and_leaves_no_key()
    {
        await using var home = new Home(Member);
        var election = new LeaderElection(home.Session, At("ha"));
        await Should.ThrowAsync<FormatException>(() => new HighAvailabilityCoordinator(election, (_, _) => throw new FormatException("mine"), _ => Task.CompletedTask).RunAsync(Token));
        (await Connection.Kv.CountAsync(KeyRange.Prefix(At("ha")), Token)).ShouldBe(0);
        await using (await election.CampaignAsync(Token))
        {
            await Should.ThrowAsync<FormatException>(() => new HighAvailabilityCoordinator(election, (_, _) => Task.CompletedTask, _ => throw new FormatException("mine")).RunAsync(Token));
        }
        await Eventually.GetAsync(token => Connection.Kv.CountAsync(KeyRange.Prefix(At("ha")), token), count => count == 0, "no key", cancellationToken: Token);
    }

    [Fact]
    public async Task It_runs_once_at_a_time()
    {
        await using var home = new Home(Member);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var story = new Story(home.Session, At("ha"));
        var running = story.Coordinator.RunAsync(stop.Token);
        await Should.ThrowAsync<InvalidOperationException>(() => story.Coordinator.RunAsync(Token));
        await story.PrimaryAsync();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        using var second = CancellationTokenSource.CreateLinkedTokenSource(Token);
        running = story.Coordinator.RunAsync(second.Token);
        await story.PrimaryAsync();
        await second.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    /// <summary>A coordinator whose roles tell when they start, and count whom they meet.</summary>
    private sealed class Story
    {
        private readonly Channel<Leadership> _primaries = Channel.CreateUnbounded<Leadership>();
        private int _running;

        public Story(EtcdSession session, Key prefix)
            => Coordinator = new HighAvailabilityCoordinator(
                new LeaderElection(session, prefix),
                (leadership, token) => RoleAsync(() => _primaries.Writer.TryWrite(leadership), token),
                token => RoleAsync(() => { }, token));

        public HighAvailabilityCoordinator Coordinator { get; }

        public int Overlaps { get; private set; }

        public Task<Leadership> PrimaryAsync() => _primaries.Reader.NextAsync();

        private async Task RoleAsync(Action start, CancellationToken token)
        {
            Overlaps += Interlocked.Increment(ref _running) - 1;
            start();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
    }
}
