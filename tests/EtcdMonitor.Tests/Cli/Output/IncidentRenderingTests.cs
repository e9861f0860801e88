using Etcd.Testing;
using EtcdMonitor.Alerts;
using EtcdMonitor.Cli.Output.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;
using EtcdMonitor.Storage;

namespace EtcdMonitor.Tests.Cli.Output;

public sealed class IncidentRenderingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 55, 20, TimeSpan.Zero);

    private static readonly AlertView Slow = SilenceRenderingTests.Alert(Severity.Critical, "Slow disk", "etcd-0");

    private static readonly IncidentsView Incidents = new(
        Now,
        [
            Incident("INC-2411", Severity.Critical, 38, "orders-us-2", "NOSPACE", 1) with { Acknowledged = new("Mara K.", "looking", Now.AddMinutes(-30)) },
            Incident("INC-2417", Severity.Critical, 10, "k8s-prod-ap-1", "Slow disk", 5) with { EscalatesAt = Now.AddSeconds(251) },
            Incident("INC-2402", Severity.Warning, 192, "search-us-1", "Quota full in 19 h", 2),
            Incident("INC-2399", Severity.Warning, 300, "edge-sg-4", "Certificate", 1) with { MutedBy = "S-7", Alerts = [Slow with { SilencedBy = "S-7" }] },
        ],
        [Slow with { State = AlertStatus.Pending }]);

    [Theory]
    [InlineData(100, false)]
    [InlineData(60, false)]
    [InlineData(120, true)]
    public void Incidents_are_listed_with_who_has_them(int columns, bool wide) =>
        Golden.Match($"incidents-{columns}.txt", SilenceRenderingTests.Lines(IncidentRenderer.List(Incidents, SilenceRenderingTests.Terminal(columns), wide), columns));

    [Fact]
    public void Nothing_wrong_is_one_line() =>
        SilenceRenderingTests.Lines(IncidentRenderer.List(new(Now, [], []), SilenceRenderingTests.Terminal(100), wide: false), 100).ShouldBe("No incident\n");

    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    public void The_history_says_who_was_told_and_how_it_went(int columns)
    {
        AlertView past = Slow with { State = AlertStatus.Resolved, ResolvedAt = Now.AddMinutes(-9), FiredAt = Now.AddMinutes(-10) };
        AlertHistoryView history = new(
            Now,
            [
                new(Slow with { FiredAt = Now.AddMinutes(-2) }, [Delivery("pagerduty", DeliveryState.Queued, null)]),
                new(past, [Delivery("slack", DeliveryState.Sent, null), Delivery("email", DeliveryState.Queued, "HTTP 429")]),
                new(past with { FiredAt = Now.AddDays(-1), Severity = Severity.Warning, ResolvedAt = Now.AddDays(-1).AddSeconds(362) }, [Delivery("webhook", DeliveryState.Dead, "HTTP 400")]),
                new(past with { SilencedBy = "S-7" }, []),
                new(past with { InhibitedBy = "quorum_lost" }, []),
            ]);

        Golden.Match($"alert-history-{columns}.txt", SilenceRenderingTests.Lines(HistoryRenderer.Render(history, SilenceRenderingTests.Terminal(columns)), columns));
    }

    private static IncidentView Incident(string id, Severity severity, double minutes, string cluster, string title, int alerts) =>
        new(id, severity, Now.AddMinutes(-minutes), cluster, title, $"{title}, said in a sentence", Now.AddMinutes(1 - minutes), null, null, [.. Enumerable.Repeat(Slow with { InhibitedBy = null }, alerts)]);

    private static DeliveryView Delivery(string receiver, DeliveryState state, string? error) =>
        new("a", 1, NoticeKind.Firing, receiver, state, 1, error, Now.AddMinutes(-10), Now.AddMinutes(-10).AddSeconds(0.4));
}
