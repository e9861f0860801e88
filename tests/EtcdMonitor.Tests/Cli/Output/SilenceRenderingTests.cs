using Etcd.Testing;
using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Silences;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Tests.Cli.Output;

public sealed class SilenceRenderingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 55, 20, TimeSpan.Zero);

    private static readonly SilencePreviewView Preview = new(
        Now,
        ["cluster=k8s-prod-ap-1", "member=etcd-0"],
        [Alert(Severity.Critical, "WAL fsync p99 612 ms", "etcd-0"), Alert(Severity.Warning, "Late heartbeats, 214", "etcd-0"), Alert(Severity.Warning, "Slow applies", "etcd-0") with { SilencedBy = "S-7" }],
        [Alert(Severity.Warning, "Leader changes"), Alert(Severity.Warning, "Client errors")],
        Alerts: 5,
        MatchedInDay: 9,
        ["NOSPACE", "CORRUPT"]);

    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    public void A_preview_shows_what_is_muted_what_still_pages_and_what_must_not_be_missed(int columns) =>
        Golden.Match($"silence-preview-{columns}.txt", Lines(SilenceRenderer.Preview(Preview, Terminal(columns)), columns));

    [Fact]
    public void The_question_names_the_act_in_numbers()
    {
        SilenceRequest request = new(DurationSeconds: 7200);

        SilenceRenderer.Question(Preview, request).ShouldBe("Silence 3 alerts for 2 h, until 04:55:20 UTC?");
        SilenceRenderer.Question(Preview with { Matched = [] }, new(StartsAt: Now.AddHours(1), EndsAt: Now.AddHours(2.5))).ShouldBe("Silence what comes from 03:55:20 UTC for 1 h 30 m, until 05:25:20 UTC?");
    }

    [Fact]
    public void What_was_made_says_the_way_back() =>
        SilenceRenderer.Made(Silence(118, SilenceState.Active, 2), Now).ShouldBe("S-118 holds until 04:55:20 UTC. Undo:  etcd-monitor silence expire S-118");

    [Theory]
    [InlineData(100, false)]
    [InlineData(60, false)]
    [InlineData(120, true)]
    public void A_list_shows_what_holds_first(int columns, bool wide)
    {
        SilencesView silences = new(Now, [Silence(118, SilenceState.Active, 2), Silence(119, SilenceState.Pending, 30), Silence(117, SilenceState.Expired, -3)]);

        Golden.Match($"silence-list-{columns}.txt", Lines(SilenceRenderer.List(silences, Terminal(columns), wide), columns));
    }

    [Fact]
    public void An_empty_list_says_so() => Lines(SilenceRenderer.List(new(Now, []), Terminal(100), wide: false), 100).ShouldBe("No silence holds\n");

    internal static AlertView Alert(Severity severity, string title, string? member = null, string cluster = "k8s-prod-ap-1") => new()
    {
        Id = "4f1d22a90b7c1e35",
        Generation = 1,
        Cluster = cluster,
        State = AlertStatus.Firing,
        Rule = "fsync_latency",
        Severity = severity,
        Title = title,
        Sentence = title + ", said in a sentence",
        Member = member,
        PendingSince = Now.AddMinutes(-11),
        FiredAt = Now.AddMinutes(-10),
        NotifiedAt = Now.AddMinutes(-10),
    };

    internal static Terminal Terminal(int columns) => new(TextWriter.Null) { IsInteractive = true, Columns = columns };

    internal static string Lines(IEnumerable<Line> lines, int columns)
    {
        string[] all = [.. lines.Select(l => l.ToString().TrimEnd())];
        all.ShouldAllBe(l => l.Length <= columns);
        return string.Concat(all.Select(l => l + "\n"));
    }

    private static SilenceView Silence(int number, SilenceState state, double hours) => new(
        $"S-{number}", state, ["cluster=k8s-prod-ap-1", "member=etcd-0"], Now.AddHours(hours - 2), Now.AddHours(hours), "mara", "OPS-881, the disk is replaced on Monday", Now, state == SilenceState.Expired ? "ben" : null, 3);
}
