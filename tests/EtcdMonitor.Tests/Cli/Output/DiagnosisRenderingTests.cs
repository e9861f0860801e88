using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Diagnosis;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Tests.Cli.Output;

public sealed class DiagnosisRenderingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 55, 20, TimeSpan.Zero);

    [Fact]
    public void Counts_findings_and_what_was_not_seen_read_as_in_the_contract()
    {
        CheckView[] checks =
        [
            new("certificate", "Certificate", "etcd-1", CheckOutcome.Info, "Client certificate of etcd-1 ends in 26 d, on 17 Dec, 09:00 UTC", null),
            .. Enumerable.Range(0, 3).Select(m => new CheckView("disk_space", "Free disk", $"etcd-{m}", CheckOutcome.NotSeen, "no node exporter", "A disk that fills up would go unnoticed")),
            .. Enumerable.Range(0, 37).Select(i => new CheckView($"check_{i}", "Something", null, CheckOutcome.Well, "It is well", null)),
        ];
        FindingView finding = new("certificate", Severity.Info, "Certificate", checks[0].Text, "etcd-1", null, null) { DoNext = [new("Renew it before 3 Dec, when it becomes a warning", null)] };

        Render(View(checks, finding) with { TookMs = 4200, Source = "monitor" }).ShouldBe("""
            41 checks on 3 members in 4.2 s: 37 well, 1 info, 3 not seen
            ■ Info      Client certificate of etcd-1 ends in 26 d, on 17 Dec, 09:00 UTC
                        Renew it before 3 Dec, when it becomes a warning
            ◌ Not seen  Free disk of 3 members: no node exporter. A disk that fills up would go unnoticed

            """);
    }

    [Fact]
    public void Asked_directly_the_first_line_says_so()
    {
        Render(View([new("a", "A", null, CheckOutcome.Well, "It is well", null)]) with { TookMs = 4100, Source = "etcd", Rounds = 5 })
            .ShouldBe("1 check on 3 members in 4.1 s: 1 well (asked etcd itself, 5 rounds, no history)\n");
    }

    [Fact]
    public void Many_checks_of_one_silent_member_take_one_line_unless_wide()
    {
        CheckView[] checks = [.. "ABCD".Select(c => new CheckView($"{c}", $"Figure {c}", "etcd-2", CheckOutcome.NotSeen, "it refuses connections", null))];

        Render(View(checks)).ShouldContain("◌ Not seen  4 checks of etcd-2: it refuses connections (-o wide names them)\n");
        Render(View(checks), wide: true).ShouldContain("◌ Not seen  Figure C of etcd-2: it refuses connections\n");
    }

    [Fact]
    public void What_others_wrote_cannot_reach_the_terminal_as_an_escape()
    {
        FindingView finding = new("x", Severity.Critical, "X", "etcd-\e[2J is down", "etcd-\e[2J", null, null) { DoNext = [new("Look \a", "nc \e]0;x")] };

        Render(View([], finding), wide: true).ShouldNotContain('\e');
    }

    private static DiagnosisView View(CheckView[] checks, params FindingView[] findings) => new(
        "registry-eu-3", Now, "monitor", "1.0.0", Severity.Info, "", Now, 3, null, null, new(1, 1, 3, 2, 1, 0),
        new(
            checks.Length,
            checks.Count(c => c.Result == CheckOutcome.Well),
            checks.Count(c => c.Result == CheckOutcome.Info),
            checks.Count(c => c.Result == CheckOutcome.Warning),
            checks.Count(c => c.Result == CheckOutcome.Unknown),
            checks.Count(c => c.Result == CheckOutcome.Critical),
            checks.Count(c => c.Result == CheckOutcome.NotSeen)),
        [.. findings],
        [.. checks]);

    private static string Render(DiagnosisView view, bool wide = false)
    {
        using StringWriter writer = new();
        Terminal terminal = new(writer);
        terminal.Write(DiagnosisRenderer.Render(view, Now, terminal, wide));
        return writer.ToString();
    }
}
