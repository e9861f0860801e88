using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Tests.Probes;

/// <summary>What three members with users tell to whom, and what asking costs them.</summary>
public sealed class SecuredClusterTests(SecuredClusterTests.Fixture fixture) : IClassFixture<SecuredClusterTests.Fixture>
{
    private const string User = "monitor", Password = "m";
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    private EtcdCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task A_minute_of_probing_adds_the_budgeted_raft_entries_and_no_other()
    {
        await using Watcher watcher = new(Cluster, EtcdClusterAuth.Root, new EtcdClusterAuth().RootPassword);
        await watcher.PlayAsync(3, _cancel); // everybody has authenticated, and the first full check is over
        await using EtcdConnection leader = (await Cluster.LeaderAsync(_cancel)).Connect();
        ulong before = (await leader.Maintenance.StatusAsync(_cancel)).RaftIndex;
        HashSet<DateTimeOffset> checks = [];
        for (int i = 0; i < 60; i++)
        {
            checks.Add((await watcher.PlayAsync(1, _cancel)).Auth!.At);
        }

        checks.Count.ShouldBe(3, "the one before, and two in a minute");
        ((await leader.Maintenance.StatusAsync(_cancel)).RaftIndex - before).ShouldBe(4UL, "the alarm list and the state of authorization, twice");
        watcher.State.Auth!.Enabled.ShouldBe(true);
        watcher.State.Members.ShouldAllBe(m => m.Serves && !m.Capabilities.IsReduced);
        watcher.State.Members.Count(m => m.Capabilities.Allowed.HasFlag(Capability.AlarmList | Capability.AuthStatus)).ShouldBe(3, "another member each time");
    }

    [Fact]
    public async Task A_user_without_root_sees_less_and_is_told_so()
    {
        await using Watcher watcher = new(Cluster, User, Password);
        ClusterState state = await watcher.PlayAsync(4, _cancel);

        state.Members.ShouldAllBe(m => m.Reachable && m.Serves && m.Capabilities.Denied.HasFlag(Capability.Status) && m.Capabilities.Allowed.HasFlag(Capability.MemberList));
        Finding finding = watcher.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Severity).ShouldBe(("reduced_visibility", Severity.Warning));
        finding.NotSeen.Select(n => n.Field).ShouldBe(["has_leader", "auth"]);
        state.Auth!.ShouldSatisfyAllConditions(a => a.Enabled.ShouldBeNull(), a => a.Reason!.ShouldContain("permission denied"));
    }

    [Fact]
    public async Task Who_gives_no_user_sees_that_all_serve_and_that_little_else_is_seen()
    {
        await using Watcher watcher = new(Cluster, null, null);
        await watcher.PlayAsync(3, _cancel);

        watcher.Verdict.ShouldSatisfyAllConditions(v => v.Severity.ShouldBe(Severity.Warning), v => v.Lead!.Rule.ShouldBe("reduced_visibility"), v => v.Lead!.DoNext[0].Text.ShouldContain("--username"));
        watcher.State.Members.ShouldAllBe(m => m.Serves);
    }

    [Fact]
    public async Task A_token_that_a_restart_lost_is_replaced_without_a_missed_round()
    {
        await using Watcher watcher = new(Cluster, EtcdClusterAuth.Root, new EtcdClusterAuth().RootPassword);
        await watcher.PlayAsync(2, _cancel);
        EtcdMember follower = Cluster.Members.First(m => m.Name != watcher.State.Leadership.Name);
        await follower.RestartAsync(_cancel);

        await Eventually.GetAsync(token => watcher.PlayAsync(1, token), s => s.Members.All(m => m is { Serves: true, Version: not null }), "all serve again", TimeSpan.FromSeconds(30), cancellationToken: _cancel);
        watcher.State.Members.ShouldAllBe(m => !m.Capabilities.IsReduced);
    }

    [Fact]
    public async Task A_learner_that_takes_no_user_is_asked_without_and_is_not_down()
    {
        EtcdMember learner = await Cluster.AddLearnerAsync(cancellationToken: _cancel);
        try
        {
            await using Watcher watcher = new(Cluster, EtcdClusterAuth.Root, new EtcdClusterAuth().RootPassword);
            await Eventually.GetAsync(token => watcher.PlayAsync(1, token), s => s.Members.Any(m => m is { IsLearner: true, Reachable: true }), "the learner is there", TimeSpan.FromSeconds(30), cancellationToken: _cancel);
            await watcher.PlayAsync(2, _cancel);

            watcher.State.Members.Single(m => m.IsLearner).ShouldSatisfyAllConditions(m => m.Role.ShouldBe(MemberRole.Learner), m => m.Capabilities.Denied.HasFlag(Capability.Status).ShouldBeTrue());
            (watcher.State.Voters, watcher.Verdict.Tolerance.Now).ShouldBe((3, 1));
            watcher.Findings.Select(f => f.Rule).ShouldBe(["reduced_visibility"]);
        }
        finally
        {
            await Cluster.RemoveMemberAsync(learner, _cancel);
        }
    }

    /// <summary>Watches by hand: a round at a time, one second apart by its own clock.</summary>
    private sealed class Watcher : IAsyncDisposable
    {
        private readonly ManualTime _time = new();
        private readonly ProbeMetrics _metrics = new();
        private readonly Prober _prober;
        private readonly ClusterObserver _observer;

        public Watcher(EtcdCluster cluster, string? user, string? password)
        {
            ClusterOptions options = new() { Endpoints = [.. cluster.Members.Where(m => !m.IsLearner).Select(m => m.Endpoint)], Username = user, Password = password is null ? null : new(password) };
            _prober = new(options, new(), _metrics, _time);
            _observer = new(options, _prober, _time);
            State = ClusterFold.Start(options, null, _time.GetUtcNow());
        }

        public ClusterState State { get; private set; }

        public Verdict Verdict { get; private set; } = null!;

        /// <summary>Without what this clock makes up: it runs faster than pages arrive.</summary>
        public IEnumerable<Finding> Findings => Verdict.Findings.Where(f => f.Rule != "metrics_missing");

        public async ValueTask<ClusterState> PlayAsync(int rounds, CancellationToken cancellationToken)
        {
            for (int i = 0; i < rounds; i++)
            {
                State = (await _observer.NextAsync(State, cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken)).State;
                Verdict = Judge.Next(Verdict, State, RuleBook.Default, new());
                // what is asked beside the rounds is answered in real time: by a clock that runs ahead it would time out
                await Eventually.TrueAsync(() => _metrics.Waiting == 0, "no question waits", TimeSpan.FromSeconds(30), cancellationToken: cancellationToken);
                _time.Advance(TimeSpan.FromSeconds(1));
            }

            return State;
        }

        public async ValueTask DisposeAsync()
        {
            await _prober.DisposeAsync();
            _metrics.Dispose();
        }
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public EtcdCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Cluster = await EtcdCluster.StartAsync(
            new EtcdClusterOptions
            {
                Members = 3,
                Version = EtcdVersion.V35,
                ExtraFlags = ["--strict-reconfig-check=false"],
                Auth = new() { Roles = [new("reader", new Permission(PermissionType.Read, KeyRange.Single("health")))], Users = [new(User, Password, "reader")] },
            },
            TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
    }
}
