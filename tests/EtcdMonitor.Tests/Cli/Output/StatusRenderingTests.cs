using System.Collections.Immutable;
using Etcd.Testing;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Status;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Server.Support;

namespace EtcdMonitor.Tests.Cli.Output;

public sealed class StatusRenderingTests
{
    [Theory]
    [InlineData("healthy", 100)]
    [InlineData("healthy", 60)]
    [InlineData("partition", 100)]
    [InlineData("partition", 60)]
    [InlineData("fleet", 100)]
    [InlineData("fleet", 60)]
    public void A_terminal_shows(string what, int columns) =>
        Golden.Match($"{what}-{columns}.txt", Render(Status(what), columns, interactive: true));

    [Fact]
    public void Without_a_terminal_nothing_is_cut_dropped_or_wrapped() => Golden.Match("fleet-piped.txt", Render(Status("fleet"), 60, interactive: false));

    [Fact]
    public void Colours_are_the_terminal_s_sixteen() => Golden.Match("partition-colour.txt", Render(Status("partition"), 100, interactive: true, colour: true).Replace("\e", "<ESC>", StringComparison.Ordinal));

    [Fact]
    public void Ascii_is_enough()
    {
        string text = Render(Status("partition"), 100, interactive: true, ascii: true);
        text.ShouldAllBe(c => c < 128);
        Golden.Match("partition-ascii.txt", text);
    }

    [Fact]
    public void Who_was_asked_is_on_the_first_line() =>
        Render(Status("healthy") with { Source = "etcd" }, 200, interactive: false).Split('\n')[0].ShouldEndWith("(asked etcd itself, 2 rounds, no history)");

    [Fact]
    public void Escapes_in_foreign_text_do_not_reach_the_terminal()
    {
        StatusView status = Status("partition");
        ClusterStatusView evil = status.Clusters[0] with { Sentence = "\e[2J\u202eowned", Members = [status.Clusters[0].Members[0] with { Name = "etcd\a" }] };
        string text = Render(status with { Clusters = [evil] }, 100, interactive: true);
        text.ShouldContain("\\x1b[2J\\u202eowned");
        text.ShouldContain("etcd\\x07");
        text.ShouldNotContain('\e');
    }

    [Theory]
    [InlineData(60)]
    [InlineData(72)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void No_line_is_wider_than_the_terminal_unless_it_ends_in_a_command(int columns)
    {
        foreach (string what in new[] { "healthy", "partition", "fleet" })
        {
            foreach (string line in Render(Status(what), columns, interactive: true).Split('\n').Where(l => !l.Contains("nc -vz", StringComparison.Ordinal)))
            {
                line.Length.ShouldBeLessThanOrEqualTo(columns, line);
            }
        }
    }

    [Theory]
    [InlineData("warning", 4, Severity.Healthy, Severity.Warning)]
    [InlineData("critical", 0, Severity.Healthy, Severity.Warning)]
    [InlineData("critical", 4, Severity.Critical)]
    [InlineData("never", 0, Severity.Critical)]
    [InlineData("warning", 3, Severity.Healthy, Severity.Unknown)]
    [InlineData("never", 3, Severity.Unknown)]
    [InlineData("warning", 4, Severity.Unknown, Severity.Critical)]
    [InlineData("warning", 0, Severity.Info)]
    public void The_exit_code_is_the_worst_verdict(string failOn, int exit, params Severity[] verdicts)
    {
        StatusExit.Of(verdicts, failOn).ShouldBe(exit);
    }

    private static string Render(StatusView status, int columns, bool interactive, bool ascii = false, bool colour = false)
    {
        using StringWriter writer = new();
        Terminal terminal = new(writer) { IsInteractive = interactive, Columns = columns, Ascii = ascii, Colour = colour };
        terminal.Write(StatusRenderer.Render(status, terminal, wide: false));
        return writer.ToString();
    }

    private static StatusView Status(string what)
    {
        ClusterStatusView healthy = ClusterStatusView.From(HandMade.Healthy(), HandMade.Noon);
        return new StatusView(HandMade.Noon, "monitor", what switch
        {
            "healthy" => [healthy],
            "partition" => [Partition()],
            _ => [healthy with { Cluster = "sessions-ap-2" }, Partition(), Blind(), healthy with { Cluster = "identity-us-1" }],
        });
    }

    private static ClusterStatusView Partition()
    {
        ClusterState state = HandMade.State();
        state = state with
        {
            Members = state.Members.SetItem(2, state.Members[2] with { Role = MemberRole.Isolated, Serves = false, Behind = 4565, Metrics = state.Members[2].Metrics with { PeerRoundTrip = Latency.Unknown("it measured no peer in the last minute") } }),
        };
        DateTimeOffset since = HandMade.Noon - TimeSpan.FromSeconds(252);
        Finding finding = new()
        {
            Rule = "network_partition",
            Title = "Network partition",
            Severity = Severity.Critical,
            Sentence = "etcd-2 is cut off from the other four members",
            StillWorks = "reads and writes through etcd-0, 1, 3, 4. Clients bound to etcd-2 read stale data.",
            Member = "etcd-2",
            Since = since,
            Rounds = 252,
            Evidence = [new("etcd-2 answers and names no leader", "term 18, index stands at 48,210,337"), new("The other four agree on etcd-1", "term 18, index 48,214,902 and rising")],
            NotSeen = [new("members[2].rtt_p50_ms", "Where the path is cut", "only its two ends can be probed")],
            DoNext = [new("Leave etcd-2 running: a restart cannot heal a cut path"), new("Test the peer port from eu-1b", "nc -vz -w2 10.4.3.12 2380")],
        };
        Finding other = new() { Rule = "latency", Title = "Slow reads", Severity = Severity.Warning, Sentence = "P99 of reads is 428.8 ms, 100 ms are allowed", Since = since };
        ImmutableArray<ChangeView> changes = [new(since.AddSeconds(-88), 88, "leader", "etcd-1 leads in term 18"), new(since.AddSeconds(-478), 478, "member", "etcd-4 answers again")];
        return ClusterStatusView.From(HandMade.Judged(state, finding, healthy: 4, other), HandMade.Noon, changes);
    }

    private static ClusterStatusView Blind()
    {
        ClusterState state = HandMade.State("edge-sg-4", 3);
        DateTimeOffset since = HandMade.Noon - new TimeSpan(0, 18, 20);
        state = state with { Members = [.. state.Members.Select(m => HandMade.Down(m, since))], Leadership = new Leadership() };
        Finding finding = new() { Rule = "quorum_unknown", Title = "The monitor is cut off", Severity = Severity.Unknown, Sentence = "0 of 3 members answer; all went silent within 1 s, so the path is suspected, not the members", Since = since, Rounds = 1100 };
        return ClusterStatusView.From(HandMade.Judged(state, finding, healthy: 0), HandMade.Noon);
    }
}
