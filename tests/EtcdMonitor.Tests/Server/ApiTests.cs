using System.Net;
using System.Text.Json;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Server.Support;

namespace EtcdMonitor.Tests.Server;

public sealed class ApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/cluster/status", "healthy leader_id leader_id_hex member_count quorum_size has_leader leader_changes last_leader_change network_partition alarms last_check")]
    [InlineData("/api/v1/cluster/leader", "cluster has_leader leader leader_id leader_id_hex leader_since term leader_changes last_leader_change")]
    [InlineData("/api/v1/metrics/current", "timestamp request_rate read_latency_p50 read_latency_p95 read_latency_p99 write_latency_p50 write_latency_p95 write_latency_p99 db_size db_size_in_use")]
    [InlineData("/api/v1/metrics/latency", "timestamp source read write members")]
    [InlineData("/api/v1/clusters", "schema at source clusters")]
    [InlineData("/api/v1/clusters/payments-eu-1/status", "cluster verdict tolerance evidence not_seen changed_before do_next findings alerts request_rate write_p99_ms read_p99_ms latency_source")]
    [InlineData("/api/v1/clusters/payments-eu-1/members", "cluster members")]
    [InlineData("/api/v1/cluster/members", "cluster members")]
    [InlineData("/api/v1/cluster/members/etcd-1", "cluster member findings links capabilities certificates flags")]
    [InlineData("/api/v1/cluster/members/8e9e05c52164694e", "cluster member findings links capabilities certificates flags")]
    [InlineData("/api/v1/clusters/payments-eu-1/members/10276657743932975438", "cluster member findings links capabilities certificates flags")]
    [InlineData("/api/v1/cluster/verdicts", "cluster at verdict sentence since rounds tolerance findings suspected")]
    [InlineData("/api/v1/clusters/payments-eu-1/verdicts", "cluster at verdict sentence since rounds tolerance findings suspected")]
    [InlineData("/api/v1/cluster/connectivity", "cluster at members connected not_connected unknown links")]
    [InlineData("/api/v1/clusters/payments-eu-1/connectivity", "cluster at members connected not_connected unknown links")]
    [InlineData("/api/v1/cluster/diagnosis", "schema cluster at source version verdict counts findings checks")]
    [InlineData("/api/v1/clusters/payments-eu-1/diagnosis", "schema cluster at source version verdict counts findings checks")]
    [InlineData("/api/v1/clusters/payments-eu-1/leader", "cluster leader term history")]
    [InlineData("/api/v1/cluster/hashes", "cluster equal reason differ_since bad revision compared_at members")]
    [InlineData("/api/v1/clusters/payments-eu-1/hashes", "cluster equal reason")]
    [InlineData("/health", "status version clusters uptime_seconds")]
    public async Task Answers_with_the_promised_fields(string path, string fields)
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());

        JsonElement answer = await server.JsonAsync(path);

        string[] names = [.. answer.EnumerateObject().Select(p => p.Name)];
        fields.Split(' ').ShouldBeSubsetOf(names);
    }

    [Fact]
    public async Task A_runbook_is_text_and_a_wrong_name_is_told_the_right_one()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());

        using HttpResponseMessage page = await server.Client.GetAsync(new Uri("/runbooks/quorum_lost", UriKind.Relative), Cancel);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldStartWith("# Quorum lost");
        (await server.ProblemAsync("/runbooks/quorum_lots", HttpStatusCode.NotFound)).GetProperty("did_you_mean").GetString().ShouldBe("quorum_lost");
    }

    [Fact]
    public async Task A_64_bit_id_is_a_number_and_hex_text_beside_it()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());

        JsonElement status = await server.JsonAsync("/api/v1/cluster/status");

        status.GetProperty("leader_id").GetRawText().ShouldBe("10276657743932975438");
        status.GetProperty("leader_id_hex").GetString().ShouldBe("8e9e05c52164694e");
    }

    [Fact]
    public async Task Latency_names_its_source_and_the_reason_of_an_unknown()
    {
        await using RunningServer server = await RunningServer.StartAsync(Troubles.CutOff());

        JsonElement latency = await server.JsonAsync("/api/v1/metrics/latency");

        latency.GetProperty("source").GetString().ShouldBe("server");
        latency.GetProperty("write").GetProperty("p99").ValueKind.ShouldBe(JsonValueKind.Null);
        latency.GetProperty("write").GetProperty("reason").GetString().ShouldBe("no member answers");
    }

    [Fact]
    public async Task With_several_clusters_a_request_must_name_one_and_is_told_the_names()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy("eu"), HandMade.Healthy("us"));

        JsonElement problem = await server.ProblemAsync("/api/v1/cluster/status", HttpStatusCode.BadRequest);
        problem.GetProperty("choices").EnumerateArray().Select(c => c.GetString()).ShouldBe(["eu", "us"]);
        problem.GetProperty("request_id").GetString().ShouldNotBeNullOrEmpty();

        JsonElement named = await server.JsonAsync("/api/v1/cluster/status?cluster=us");
        named.GetProperty("cluster").GetString().ShouldBe("us");
    }

    [Fact]
    public async Task An_unknown_member_is_404_with_the_nearest_name()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());

        JsonElement problem = await server.ProblemAsync("/api/v1/cluster/members/etdc-1", HttpStatusCode.NotFound);

        problem.GetProperty("did_you_mean").GetString().ShouldBe("etcd-1");
        problem.GetProperty("choices").GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task A_bundle_before_the_first_round_is_a_conflict_that_says_to_ask_again()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.NotAsked());

        (await server.ProblemAsync("/api/v1/clusters/payments-eu-1/bundle", HttpStatusCode.Conflict)).GetProperty("detail").GetString()!.ShouldContain("Ask again");
    }

    [Fact]
    public async Task An_unknown_cluster_is_404_with_the_nearest_name()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy("payments-eu-1"), HandMade.Healthy("ledger"));

        JsonElement problem = await server.ProblemAsync("/api/v1/clusters/payment-eu-1/status", HttpStatusCode.NotFound);

        problem.GetProperty("did_you_mean").GetString().ShouldBe("payments-eu-1");
    }

    [Theory]
    [InlineData("/api/v1/events?limit=0")]
    [InlineData("/api/v1/events?limit=1001")]
    [InlineData("/api/v1/events?limit=-1")]
    [InlineData("/api/v1/events?after=abc")]
    [InlineData("/api/v1/events?after=99999999999999999999")]
    [InlineData("/api/v1/alerts?state=FIRING%00")]
    [InlineData("/api/v1/live?after=x")]
    public async Task Bad_parameters_are_400_and_say_which(string path)
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());

        JsonElement problem = await server.ProblemAsync(path, HttpStatusCode.BadRequest);

        problem.GetProperty("detail").GetString()!.ShouldContain("must be");
    }

    [Fact]
    public async Task Benchmarks_are_refused_plainly()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());

        using HttpResponseMessage response = await server.Client.PostAsync("/api/v1/performance/benchmark", null, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("does not run benchmarks yet");
    }

    [Fact]
    public async Task Alerts_are_those_that_are_and_those_that_were_each_once()
    {
        ClusterSnapshot sick = Troubles.Partition();
        HandMadeMonitor monitor = new(sick, HandMade.Healthy("other"));
        monitor.Store(HandMade.Alert("payments-eu-1", sick.Verdict.Lead!));
        monitor.Store(HandMade.Alert("other", sick.Verdict.Lead!, AlertStatus.Resolved, generation: 7));
        await using RunningServer server = await RunningServer.StartAsync(monitor);

        (await StatesAsync("")).ShouldBe(["firing", "resolved"]);
        (await StatesAsync("?state=resolved")).ShouldBe(["resolved"]);
        (await StatesAsync("?cluster=payments-eu-1")).ShouldBe(["firing"]);
        (await StatesAsync("?state=pending")).ShouldBeEmpty();

        async Task<string?[]> StatesAsync(string query) =>
            [.. (await server.JsonAsync("/api/v1/alerts" + query)).GetProperty("alerts").EnumerateArray().Select(a => a.GetProperty("state").GetString())];
    }

    [Fact]
    public async Task Events_are_newest_first_and_after_an_id_oldest_first()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy());
        for (int i = 1; i <= 5; i++)
        {
            monitor.Store(HandMade.Event($"event {i}"));
        }

        await using RunningServer server = await RunningServer.StartAsync(monitor);

        (await IdsAsync("?limit=2")).ShouldBe([5, 4]);
        (await IdsAsync("?after=2&limit=2")).ShouldBe([3, 4]);
        (await IdsAsync("?cluster=payments-eu-1&after=5")).ShouldBeEmpty();

        async Task<long[]> IdsAsync(string query) =>
            [.. (await server.JsonAsync("/api/v1/events" + query)).GetProperty("events").EnumerateArray().Select(a => a.GetProperty("id").GetInt64())];
    }

    [Fact]
    public async Task A_verdict_tells_what_changed_before_it_and_nothing_that_came_after()
    {
        ClusterSnapshot sick = Troubles.Partition();
        HandMadeMonitor monitor = new(sick);
        monitor.Store(HandMade.Event("long ago", at: HandMade.Noon.AddHours(-3)));
        monitor.Store(HandMade.Event("etcd-4 came back", at: sick.Verdict.Since.AddSeconds(-88)));
        monitor.Store(HandMade.Event("is cut off", "verdict", severity: Severity.Critical, at: sick.Verdict.Since.AddSeconds(-1)));
        monitor.Store(HandMade.Event("and then", at: sick.Verdict.Since.AddSeconds(1)));
        await using RunningServer server = await RunningServer.StartAsync(monitor);

        JsonElement change = (await server.JsonAsync("/api/v1/cluster/status")).GetProperty("changed_before").EnumerateArray().ShouldHaveSingleItem();

        change.GetProperty("text").GetString().ShouldBe("etcd-4 came back");
        change.GetProperty("seconds_before").GetInt64().ShouldBe(88);
    }

    [Fact]
    public async Task A_failure_of_ours_is_500_without_its_inner_life()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy()) { BeforeHistory = () => throw new InvalidOperationException("password=hunter2") };
        await using RunningServer server = await RunningServer.StartAsync(monitor);

        JsonElement problem = await server.ProblemAsync("/api/v1/events", HttpStatusCode.InternalServerError);

        problem.GetRawText().ShouldNotContain("hunter2");
    }
}
