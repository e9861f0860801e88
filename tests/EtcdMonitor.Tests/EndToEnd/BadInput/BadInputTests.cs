using System.Text.Json;
using Etcd.Client;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Cli.Commands;

namespace EtcdMonitor.Tests.EndToEnd.BadInput;

/// <summary>Each kind of bad endpoint beside a real cluster: told apart in the API, in <c>status</c> and in the log, once and in time, and no other member suffers.</summary>
public sealed class BadInputTests(BadInputFixture fixture) : IClassFixture<BadInputFixture>
{
    public static TheoryData<string> Names { get; } =
    [
        "refused", "dns", "web_page", "ssh", "silent", "frozen", "plain_to_tls", "tls_to_plain", "wrong_ca", "expired", "no_client_certificate", "wrong_password", "no_user", "no_permission",
        "endless_page", "gzip_bomb", "dripping_page", "html_page", "foreign_page", "no_page",
    ];

    [Fact]
    public void Every_row_of_the_table_is_tested() => fixture.Cases.Select(c => c.Name).Where(n => n != BadInputFixture.Control).ShouldBe(Names.Select(n => n.Data));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_API_tells_its_class(string name)
    {
        BadInputCase bad = Find(name);

        JsonElement member = await MemberAsync(bad, bad.IsPage ? "/api/v1/metrics/current" : "/api/v1/cluster/status");

        member.GetProperty("failure").GetString().ShouldBe(JsonNamingPolicy.SnakeCaseLower.ConvertName(bad.Failure.ToString()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Status_says_what_it_is_and_what_to_do(string name)
    {
        BadInputCase bad = Find(name);

        string text = string.Join(' ', (await Ran.Async($"status --monitor={fixture.Url} --cluster={name}")).Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

        text.ShouldContain(bad.Words);
        text.ShouldContain(bad.Step);
        text.ShouldNotContain("?.");
        text.ShouldNotContain("..");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_log_says_it_once(string name)
    {
        string[] lines = [.. fixture.Log.All.Select(l => l.Text).Where(l => l.StartsWith($"{name}: ", StringComparison.Ordinal))];

        lines.Count(l => l.Contains(Find(name).Words, StringComparison.Ordinal) && l.EndsWith("(verdict)", StringComparison.Ordinal)).ShouldBe(1, string.Join('\n', lines));
        lines.Distinct(StringComparer.Ordinal).Count().ShouldBe(lines.Length, string.Join('\n', lines));
    }

    /// <summary>Deadline plus interval: the first round of a call, and the page that was begun after the first round and has two seconds.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_seen_within_its_deadline_and_a_round(string name)
    {
        BadInputCase bad = Find(name);

        fixture.Seen.First(s => s.State.Name == name && ClassIn(s.State, bad) == bad.Failure).State.Round.ShouldBeLessThanOrEqualTo(bad.IsPage ? 5 : 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_other_members_are_asked_as_often_as_ever_and_stay_healthy(string name)
    {
        ClusterSnapshot control = fixture.Monitor.Find(BadInputFixture.Control)!, snapshot = fixture.Monitor.Find(name)!;

        // a bad member's deadline in every round would halve them; a busy machine costs one or two of them, here or there
        snapshot.State.Round.ShouldBeGreaterThanOrEqualTo(control.State.Round - 2 - (control.State.Round / 10));
        snapshot.State.Members.Where(m => m.IsListed && m.Denied is null).ShouldAllBe(m => m.Serves && m.AnsweredAt == snapshot.State.At);
    }

    /// <summary>A silence is one state, however often the connection is made anew under it.</summary>
    [Theory]
    [InlineData("silent")]
    [InlineData("frozen")]
    public void A_silence_stays_the_same_class(string name) =>
        fixture.Seen.Where(s => s.State.Name == name).Select(s => ClassIn(s.State, Find(name))).Distinct().ShouldBe([EtcdFailure.Timeout]);

    [Fact]
    public void Of_a_cluster_that_lets_nobody_in_nothing_good_is_said_from_the_first_round_on() =>
        fixture.Seen.Where(s => s.State.Name == "wrong_password").ShouldAllBe(s => s.Verdict.Severity == Severity.Unknown);

    private static EtcdFailure? ClassIn(ClusterState state, BadInputCase bad)
    {
        MemberState? member = state.Members.FirstOrDefault(m => m.Endpoint == bad.Bad);
        return bad.IsPage ? member?.Metrics.Failure : (member?.Failure ?? member?.Denied)?.Kind;
    }

    private BadInputCase Find(string name) => fixture.Cases.Single(c => c.Name == name);

    private async Task<JsonElement> MemberAsync(BadInputCase bad, string path)
    {
        using HttpClient http = new();
        string json = await http.GetStringAsync(new Uri($"{fixture.Url}{path}?cluster={bad.Name}"), TestContext.Current.CancellationToken);
        JsonElement[] members = [.. JsonDocument.Parse(json).RootElement.GetProperty("members").EnumerateArray()];
        string name = fixture.Monitor.Find(bad.Name)!.State.Members.Single(m => m.Endpoint == bad.Bad).Name;
        return members.Single(m => m.GetProperty("name").GetString() == name);
    }
}
