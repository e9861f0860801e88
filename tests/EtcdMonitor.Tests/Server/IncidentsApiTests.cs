using System.Net;
using System.Text;
using System.Text.Json;
using EtcdMonitor.Alerts;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Server.Support;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using ManualTime = Etcd.Testing.ManualTime;

namespace EtcdMonitor.Tests.Server;

public sealed class IncidentsApiTests : IAsyncLifetime
{
    private const string Incidents = "/api/v1/incidents";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(HandMade.Noon);
    private HandMadeMonitor _monitor = null!;
    private Database _database = null!;
    private RunningServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await Database.OpenAsync(_folder.File("monitor.db"), _time, NullLogger.Instance, Cancel);
        ClusterSnapshot partition = Troubles.Partition(), quorum = Troubles.QuorumLost();
        Alert cause = quorum.Alerts[0] with { Id = "cause", Incident = 8 };
        _monitor = new(
            partition with { Alerts = [partition.Alerts[0] with { Id = "cut", Incident = 7 }] },
            quorum with { Alerts = [cause with { Id = "symptom", InhibitedBy = "quorum_lost", Finding = cause.Finding with { Rule = "member_down", Title = "Member down", Member = "etcd-1" } }, cause, cause with { Id = "coming", Incident = 0, Generation = 0, Status = AlertStatus.Pending }] })
        {
            Book = await SilenceBook.LoadAsync(_database, _time, NullLogger.Instance, Cancel),
            Taken = await AcknowledgementBook.LoadAsync(_database, _time, NullLogger.Instance, Cancel),
        };
        _monitor.Store(cause with { Id = "old", Incident = 3, Status = AlertStatus.Resolved, ResolvedAt = HandMade.Noon });
        _monitor.Store(new MonitorEvent(0, HandMade.Noon.AddMinutes(-6), "ledger-eu-2", "leader", Severity.Info, "etcd-1", "etcd-1 leads | in <term> 7"));
        _monitor.Store(new MonitorEvent(0, HandMade.Noon.AddHours(-6), "ledger-eu-2", "leader", Severity.Info, "etcd-1", "long ago"));
        _monitor.Deliveries.Add(new("cause", 1, NoticeKind.Firing, "slack", DeliveryState.Sent, 2, null, HandMade.Noon.AddSeconds(-20), HandMade.Noon.AddSeconds(-18)));
        _server = await RunningServer.StartAsync(_monitor, time: _time);
    }

    [Fact]
    public async Task An_incident_is_a_cause_with_its_symptoms_the_cause_first()
    {
        JsonElement answer = await _server.JsonAsync(Incidents);

        JsonElement[] incidents = [.. answer.GetProperty("incidents").EnumerateArray()];
        incidents.Select(i => i.GetProperty("id").GetString()).ShouldBe(["INC-7", "INC-8"], ignoreOrder: true);
        JsonElement lost = incidents.Single(i => i.GetProperty("id").GetString() == "INC-8");
        lost.GetProperty("title").GetString().ShouldBe("Quorum lost");
        lost.GetProperty("alerts").EnumerateArray().Select(a => a.GetProperty("inhibited_by").GetString()).ShouldBe([null, "quorum_lost"]);
        answer.GetProperty("pending").GetArrayLength().ShouldBe(1);
        (await _server.JsonAsync(Incidents + "?cluster=payments-eu-1")).GetProperty("incidents").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_takes_it_and_it_is_seen_at_once()
    {
        (HttpStatusCode status, JsonElement taken) = await PostAsync($"{Incidents}/inc-8/acknowledge", """{"author":"mara","comment":"looking"}""");

        status.ShouldBe(HttpStatusCode.OK);
        taken.GetProperty("author").GetString().ShouldBe("mara");
        JsonElement lost = (await _server.JsonAsync(Incidents + "?cluster=ledger-eu-2")).GetProperty("incidents")[0];
        lost.GetProperty("acknowledged").GetProperty("comment").GetString().ShouldBe("looking");
        lost.GetProperty("alerts")[1].GetProperty("acknowledged").GetProperty("author").GetString().ShouldBe("mara");
    }

    [Theory]
    [InlineData("INC-8", "{}", HttpStatusCode.BadRequest, "author is needed, say who does it.")]
    [InlineData("INC-99", """{"author":"mara"}""", HttpStatusCode.NotFound, "There is no incident of that id. Those that last are at /api/v1/incidents.")]
    [InlineData("8", """{"author":"mara"}""", HttpStatusCode.NotFound, "There is no incident of that id. Those that last are at /api/v1/incidents.")]
    [InlineData("INC-3", """{"author":"mara"}""", HttpStatusCode.Conflict, "INC-3 is over: there is nothing left to take.")]
    public async Task What_cannot_be_taken_says_why(string id, string body, HttpStatusCode status, string detail)
    {
        (HttpStatusCode answered, JsonElement problem) = await PostAsync($"{Incidents}/{id}/acknowledge", body);

        (answered, problem.GetProperty("detail").GetString()).ShouldBe((status, detail));
        _monitor.Acknowledgements.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_has_evidence_timeline_deliveries_and_actions()
    {
        await PostAsync($"{Incidents}/INC-8/acknowledge", """{"author":"mara"}""");

        JsonElement report = await _server.JsonAsync($"{Incidents}/INC-8");

        report.GetProperty("schema").GetString().ShouldBe("etcd-monitor.incident/1");
        report.GetProperty("until").ValueKind.ShouldBe(JsonValueKind.Null);
        report.GetProperty("alerts")[0].GetProperty("finding").GetProperty("evidence").GetArrayLength().ShouldBeGreaterThan(0);
        JsonElement[] timeline = [.. report.GetProperty("timeline").EnumerateArray()];
        timeline.Select(t => t.GetProperty("at").GetDateTimeOffset()).ShouldBeInOrder();
        timeline.Select(t => t.GetProperty("kind").GetString()).Distinct().ShouldBe(["leader", "seen", "fired", "told", "acknowledged"], ignoreOrder: true);
        timeline.Select(t => t.GetProperty("text").GetString()).ShouldContain("slack took \"Quorum lost fires\" at attempt 2");
        report.GetProperty("deliveries").GetArrayLength().ShouldBe(1);
        report.GetProperty("actions").GetArrayLength().ShouldBeGreaterThan(0);
        report.GetProperty("runbook").GetString().ShouldBe("/runbooks/quorum_lost");
    }

    [Fact]
    public async Task The_same_is_a_document_in_which_what_others_wrote_is_text_only()
    {
        using HttpResponseMessage response = await _server.Client.GetAsync(new Uri($"{Incidents}/INC-8?format=markdown", UriKind.Relative), Cancel);
        string text = await response.Content.ReadAsStringAsync(Cancel);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/markdown");
        text.ShouldStartWith("# INC-8: Quorum lost on ledger-eu-2\n");
        text.ShouldContain("## Timeline");
        text.ShouldContain("## Deliveries");
        text.ShouldContain("## Do next");
        text.ShouldContain("etcd-1 leads \\| in \\<term\\> 7");
        (await _server.ProblemAsync($"{Incidents}/INC-8?format=pdf", HttpStatusCode.BadRequest)).GetProperty("choices").GetArrayLength().ShouldBe(2);
        await _server.ProblemAsync($"{Incidents}/INC-99", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_history_answers_with_limits_and_refuses_what_it_does_not_understand()
    {
        JsonElement history = await _server.JsonAsync("/api/v1/alerts/history?cluster=ledger-eu-2&since=2026-11-20T00:00:00Z&limit=10");

        history.GetProperty("alerts").EnumerateArray().ShouldHaveSingleItem().GetProperty("alert").GetProperty("incident").GetString().ShouldBe("INC-3");
        (await _server.ProblemAsync("/api/v1/alerts/history?since=yesterday", HttpStatusCode.BadRequest)).GetProperty("detail").GetString().ShouldBe("since must be a time such as 2026-11-21T02:55:20Z.");
        (await _server.ProblemAsync("/api/v1/alerts/history?severity=critcal", HttpStatusCode.BadRequest)).GetProperty("did_you_mean").GetString().ShouldBe("critical");
        await _server.ProblemAsync("/api/v1/alerts/history?limit=1001", HttpStatusCode.BadRequest);
        await _server.ProblemAsync("/api/v1/alerts/history?cluster=nope", HttpStatusCode.NotFound);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string path, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _server.Client.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement);
    }
}
