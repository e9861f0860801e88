using System.Diagnostics;
using System.Text.Json;
using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.EndToEnd;

/// <summary>
/// The main job on a real cluster: faults in, verdicts and pages out. The suite shares its machine, so a promised time may be taken three times here;
/// <c>make truth</c> holds the times themselves.
/// </summary>
public sealed class MainJobTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstVerdict = Shared(2), EventAfterWrite = Shared(3), Event = Shared(5), Page = Shared(5);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private EtcdCluster _cluster = null!;
    private WebhookReceiver _receiver = null!;
    private MonitorService _monitor = null!;
    private TimeSpan _firstVerdict;

    private ClusterSnapshot Now => _monitor.Find("main")!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, ExtraFlags = ["--metrics=extensive"] }, _cancel);
        _receiver = await WebhookReceiver.StartAsync();
        await StartMonitorAsync();
    }

    [Fact]
    public async Task A_healthy_cluster_is_judged_soon_after_the_start()
    {
        _firstVerdict.ShouldBeLessThan(FirstVerdict);
        Report($"first verdict after {_firstVerdict.TotalMilliseconds:0} ms");
        Now.Verdict.Severity.ShouldBe(Severity.Healthy);
        Now.Verdict.Sentence.ShouldBe($"All 3 members serve, {(await _cluster.LeaderAsync(_cancel)).Name} leads");
        Now.State.Leadership.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task A_killed_leader_is_one_change_seen_soon_after_the_first_write_and_no_critical_page()
    {
        EtcdMember leader = await _cluster.LeaderAsync(_cancel);
        Stopwatch sinceKill = Stopwatch.StartNew();
        leader.Kill();

        TimeSpan written = await FirstWriteAsync(_cluster.Members.First(m => m != leader), sinceKill);
        await Eventually.TrueAsync(() => Now.State.Leadership is { Changes: 1, Leader: not null }, "one change of leader is counted", Patience, Describe, cancellationToken: _cancel);
        TimeSpan seen = sinceKill.Elapsed;

        Now.State.Leadership.Name.ShouldNotBe(leader.Name);
        (seen - written).ShouldBeLessThan(EventAfterWrite);
        seen.ShouldBeLessThan(Event);
        Report($"leader killed: write after {written.TotalMilliseconds:0} ms, seen after {seen.TotalMilliseconds:0} ms");

        await Eventually.TrueAsync(() => sinceKill.Elapsed > TimeSpan.FromSeconds(30), "half a minute passes", TimeSpan.FromSeconds(40), cancellationToken: _cancel);
        _receiver.Requests.ShouldNotContain(r => r.Text.Contains("\"severity\":\"critical\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_killed_members_page_and_their_return_resolves_it()
    {
        EtcdMember[] victims = [.. _cluster.Members.Take(2)];
        Stopwatch sinceKill = Stopwatch.StartNew();
        foreach (EtcdMember victim in victims)
        {
            victim.Kill();
        }

        await Eventually.TrueAsync(() => Paged("quorum_lost", "firing"), "the lost quorum is paged", Patience, Describe, cancellationToken: _cancel);
        TimeSpan paged = sinceKill.Elapsed;
        paged.ShouldBeLessThan(Page);
        Now.Verdict.Lead!.Rule.ShouldBe("quorum_lost");

        await Task.WhenAll(victims.Select(v => v.StartAsync(_cancel)));
        Stopwatch sinceReturn = Stopwatch.StartNew();
        await Eventually.TrueAsync(() => Paged("quorum_lost", "resolved"), "its end is told", Patience, Describe, cancellationToken: _cancel);
        Report($"two killed: paged after {paged.TotalMilliseconds:0} ms, resolved {sinceReturn.ElapsedMilliseconds} ms after their return");

        await Eventually.TrueAsync(() => Now.Verdict.Severity == Severity.Healthy, "all is well again", Patience, Describe, cancellationToken: _cancel);
        _receiver.Requests.Count(r => r.Text.Contains("\"firing\"", StringComparison.Ordinal)).ShouldBe(1, "one cause is one page");
    }

    [Fact]
    public async Task A_frozen_member_is_an_event()
    {
        EtcdMember follower = _cluster.Members.First(m => m.Name != Now.State.Leadership.Name);
        follower.Freeze();

        TimeSpan seen = await Eventually.TrueAsync(() => Now.Verdict.Findings.Any(f => f.Rule == "member_down" && f.Member == follower.Name), "the frozen member is named", Patience, Describe, cancellationToken: _cancel);
        seen.ShouldBeLessThan(Event);

        follower.Thaw();
        await Eventually.TrueAsync(() => Now.Verdict.Severity == Severity.Healthy, "it is well again", Patience, Describe, cancellationToken: _cancel);
        Report($"frozen: named after {seen.TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task A_restarted_monitor_remembers_leader_changes_and_tells_the_end_of_what_fired_before()
    {
        EtcdMember[] victims = [.. _cluster.Members.Take(2)];
        Array.ForEach(victims, v => v.Kill());
        await Eventually.TrueAsync(() => Paged("quorum_lost", "firing"), "the lost quorum is paged", Patience, Describe, cancellationToken: _cancel);
        int changes = Now.State.Leadership.Changes;

        await _monitor.StopAsync(_cancel);
        await _monitor.DisposeAsync();
        await Task.WhenAll(victims.Select(v => v.StartAsync(_cancel)));
        await StartMonitorAsync();

        await Eventually.TrueAsync(() => Paged("quorum_lost", "resolved"), "its end is told after the restart", Patience, Describe, cancellationToken: _cancel);
        Now.State.Leadership.Changes.ShouldBeGreaterThanOrEqualTo(changes);
        _receiver.Requests.Count(r => r.Text.Contains("\"firing\"", StringComparison.Ordinal)).ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _monitor.DisposeAsync();
        await _receiver.DisposeAsync();
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartMonitorAsync()
    {
        _monitor = new MonitorService(
            new()
            {
                Clusters = [new() { Name = "main", Endpoints = [_cluster.Endpoints[0]] }],
                Thresholds = Patient.Thresholds,
                Storage = new() { Path = _folder.File("monitor.db") },
                Channels = new() { Console = new() { Enabled = false }, Webhook = new() { Enabled = true, Url = new(_receiver.Url) } },
            });
        Stopwatch watch = Stopwatch.StartNew();
        await _monitor.StartAsync(_cancel);
        await _monitor.WhenFirstJudgedAsync(_cancel);
        _firstVerdict = watch.Elapsed;
    }

    private static async Task<TimeSpan> FirstWriteAsync(EtcdMember member, Stopwatch since)
    {
        await using EtcdConnection connection = new(new EtcdConnectionOptions { Endpoint = member.Endpoint, RequestTimeout = TimeSpan.FromMilliseconds(500) });
        while (since.Elapsed < Patience)
        {
            try
            {
                await connection.Kv.PutAsync("written", "again", TestContext.Current.CancellationToken);
                return since.Elapsed;
            }
            catch (EtcdException)
            {
                // no leader yet: that is what is being timed
            }
        }

        throw new TimeoutException("no write succeeded");
    }

    private bool Paged(string rule, string status) => _receiver.Requests.Any(r =>
    {
        JsonElement body = JsonDocument.Parse(r.Body).RootElement;
        return body.GetProperty("status").GetString() == status && body.GetProperty("commonLabels").GetProperty("alertname").GetString() == rule;
    });

    private string Describe() => $"{Now.Verdict.Severity} {Now.Verdict.Sentence}; {string.Join(", ", Now.State.Members.Select(m => $"{m.Name} {m.Role} serves={m.Serves} {m.Failure?.Message}"))}; {_receiver.Requests.Count} requests";

    private static TimeSpan Shared(int seconds) => TimeSpan.FromSeconds(3 * seconds);

    private static void Report(string figures) => TestContext.Current.TestOutputHelper!.WriteLine(figures);
}
