using System.Net;
using System.Text;
using System.Text.Json;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Server.Support;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using ManualTime = Etcd.Testing.ManualTime;

namespace EtcdMonitor.Tests.Server;

public sealed class SilencesApiTests : IAsyncLifetime
{
    private const string Silences = "/api/v1/silences";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(HandMade.Noon);
    private Database _database = null!;
    private RunningServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await Database.OpenAsync(_folder.File("monitor.db"), _time, NullLogger.Instance, Cancel);
        HandMadeMonitor monitor = new(Troubles.Partition(), Troubles.QuorumLost()) { Book = await SilenceBook.LoadAsync(_database, _time, NullLogger.Instance, Cancel) };
        _server = await RunningServer.StartAsync(monitor, time: _time);
    }

    [Fact]
    public async Task A_silence_is_made_seen_on_its_alert_at_once_and_ended()
    {
        (HttpStatusCode status, JsonElement made) = await PostAsync(Silences, """{"matchers":["cluster=payments-eu-1","member=~etcd-2"],"duration_seconds":7200,"author":" mara ","comment":"OPS-881"}""");

        status.ShouldBe(HttpStatusCode.Created);
        Fields(made, "id state starts_at ends_at author comment").ShouldBe(["S-1", "active", "2026-11-21T02:55:20.114Z", "2026-11-21T04:55:20.114Z", "mara", "OPS-881"]);
        made.GetProperty("matchers").EnumerateArray().Select(m => m.GetString()).ShouldBe(["cluster=payments-eu-1", "member=~etcd-2"]);

        JsonElement listed = (await _server.JsonAsync(Silences + "?state=active")).GetProperty("silences").EnumerateArray().ShouldHaveSingleItem();
        listed.GetProperty("alerts").GetInt32().ShouldBe(1);
        JsonElement[] alerts = [.. (await _server.JsonAsync("/api/v1/alerts")).GetProperty("alerts").EnumerateArray()];
        alerts.Select(a => a.GetProperty("silenced_by").GetString()).ShouldContain("S-1");

        _time.Advance(TimeSpan.FromMinutes(1));
        (status, JsonElement ended) = await PostAsync(Silences + "/s-1/expire", """{"author":"ben"}""");
        status.ShouldBe(HttpStatusCode.OK);
        Fields(ended, "state ends_at expired_by").ShouldBe(["expired", "2026-11-21T02:56:20.114Z", "ben"]);
        (await _server.JsonAsync(Silences + "?state=active")).GetProperty("silences").GetArrayLength().ShouldBe(0);
        (await _server.JsonAsync(Silences + "?state=expired")).GetProperty("silences").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_preview_says_what_would_be_muted_and_what_is_told_still_and_makes_nothing()
    {
        JsonElement preview = await _server.JsonAsync(Silences + "/preview?matcher=cluster%3Dpayments-eu-1&matcher=member%3Detcd-2");

        preview.GetProperty("matched").EnumerateArray().ShouldHaveSingleItem().GetProperty("rule").GetString().ShouldBe("network_partition");
        preview.GetProperty("still_told").GetArrayLength().ShouldBe(0, "the other alert is another cluster's");
        preview.GetProperty("alerts").GetInt32().ShouldBe(2);
        preview.GetProperty("matched_in_day").GetInt32().ShouldBe(1);
        preview.GetProperty("grave").EnumerateArray().Select(g => g.GetString()).ShouldBe(["NOSPACE", "CORRUPT", "Silent corruption"]);
        (await _server.JsonAsync(Silences)).GetProperty("silences").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_preview_of_one_rule_names_the_alerts_of_the_same_clusters_that_still_page()
    {
        JsonElement preview = await _server.JsonAsync(Silences + "/preview?matcher=rule%3Dquorum_lost");

        preview.GetProperty("still_told").EnumerateArray().ShouldHaveSingleItem().GetProperty("rule").GetString().ShouldBe("network_partition");
        preview.GetProperty("grave").EnumerateArray().Select(g => g.GetString()).ShouldBe(["Quorum lost"]);
    }

    [Theory]
    [InlineData("{}", "matchers is empty, give at least one such as cluster=NAME; one of ends_at and duration_seconds is needed; author is needed, say who does it; comment is needed, say why, for whoever finds it at night.")]
    [InlineData("""{"matchers":["cluster"],"duration_seconds":60,"author":"m","comment":"c"}""", "matchers: \"cluster\" is no matcher, write LABEL=VALUE, LABEL!=VALUE, LABEL=~REGEX or LABEL!~REGEX.")]
    [InlineData("""{"matchers":["clustr=x"],"duration_seconds":60,"author":"m","comment":"c"}""", "matchers: no alert has a label clustr, did you mean cluster?")]
    [InlineData("""{"matchers":["cluster=x"],"duration_seconds":1e12,"author":"m","comment":"c"}""", "duration_seconds must be above 0 and at most a year.")]
    [InlineData("""{"matchers":["cluster=x"],"ends_at":"2026-11-21T02:00:00Z","author":"m","comment":"c"}""", "ends_at is not after starts_at.")]
    [InlineData("""{"matchers":"cluster=x"}""", "The body is not the JSON that is asked for at $.matchers, line 1.")]
    [InlineData("""[""", "The body is not the JSON that is asked for, line 1.")]
    [InlineData("null", "The body is null where an object is to be.")]
    public async Task What_is_wrong_is_told_all_at_once_and_nothing_is_made(string body, string detail)
    {
        (HttpStatusCode status, JsonElement problem) = await PostAsync(Silences, body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("detail").GetString().ShouldBe(detail);
        (await _server.JsonAsync(Silences)).GetProperty("silences").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_silence_a_nameless_author_another_content_type_and_a_huge_body_are_refused()
    {
        (await PostAsync(Silences + "/S-7/expire", """{"author":"ben"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(Silences + "/7;drop/expire", """{"author":"ben"}""")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(Silences + "/S-7/expire", "")).Problem.GetProperty("detail").GetString().ShouldBe("author is needed, say who does it.");
        (await PostAsync(Silences, "matchers=x", "application/x-www-form-urlencoded")).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await PostAsync(Silences, $$"""{"comment":"{{new string('x', 100_000)}}"}""")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private static string?[] Fields(JsonElement view, string names) => [.. names.Split(' ').Select(name => view.GetProperty(name).GetString())];

    private async Task<(HttpStatusCode Status, JsonElement Problem)> PostAsync(string path, string body, string type = "application/json")
    {
        using StringContent content = new(body, Encoding.UTF8, type);
        using HttpResponseMessage response = await _server.Client.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement);
    }
}
