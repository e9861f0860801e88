using System.Collections.Immutable;
using System.Text.Json;
using EtcdMonitor.Server.Views;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Server.Support;

namespace EtcdMonitor.Tests.Server;

public sealed class MetricsViewTests
{
    [Fact]
    public void Latency_says_of_each_part_who_measured_it_and_why_it_is_not_known()
    {
        ClusterState state = HandMade.State(members: 2);
        ImmutableArray<MemberState> members =
        [
            state.Members[0] with { ReadLatency = new(2.5, 3.1, 8192) { HighestBoundMs = 8192 }, WriteLatency = new(5.1, 6.2, 7.4) },
            state.Members[1] with { ReadLatency = new(1, 2, 3) { Source = FigureSource.Canary }, WriteLatency = Latency.Unknown("etcd runs without --metrics=extensive") },
        ];

        JsonGolden.Match("latency.json", JsonSerializer.Serialize(LatencyView.From(state with { Members = members }), MonitorJson.Default.LatencyView));
    }

    [Fact]
    public void Current_has_the_fields_of_old_as_numbers_and_every_figure_with_its_source_or_reason()
    {
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.Serialize(MetricsView.From(HandMade.State(members: 3)), MonitorJson.Default.MetricsView));
        JsonElement root = document.RootElement;

        foreach (string field in new[] { "request_rate", "read_latency_p50", "read_latency_p95", "read_latency_p99", "write_latency_p50", "write_latency_p95", "write_latency_p99", "db_size", "db_size_in_use" })
        {
            root.GetProperty(field).ValueKind.ShouldBe(JsonValueKind.Number, field);
        }

        root.GetProperty("timestamp").GetString().ShouldBe("2026-11-21T02:55:20.114Z");
        root.GetProperty("figures").EnumerateObject().Select(p => p.Name).ShouldBe(FigureTable.Rows.Where(r => r.Of(HandMade.State()) is not null).Select(r => r.Name));

        JsonElement member = root.GetProperty("members")[0];
        member.GetProperty("figures").EnumerateObject().Select(p => p.Name).ShouldBe(FigureTable.Rows.Where(r => r.Member is not null).Select(r => r.Name));
        member.GetProperty("figures").GetProperty("request_rate").GetRawText().ShouldBe("""{"value":218,"source":"server"}""");
        member.GetProperty("figures").GetProperty("disk_available_ratio").GetRawText().ShouldBe("""{"value":null,"reason":"no node exporter is configured for it","source":"node_exporter"}""");
    }

    [Fact]
    public void Every_null_has_a_reason()
    {
        ClusterState state = HandMade.NotAsked().State;

        foreach (FigureView figure in MetricsView.From(state).Members.SelectMany(m => m.Figures.Values).Concat(FigureView.Of(state).Values).Where(f => f.Value is null))
        {
            figure.Reason.ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public void A_figure_that_a_member_does_not_tell_is_told_of_the_others_and_says_so()
    {
        ClusterState state = HandMade.State(members: 3);
        state = state with { Members = state.Members.SetItem(2, HandMade.Down(state.Members[2], HandMade.Noon)) };

        FigureView figure = FigureView.Of(state)["request_rate"];

        (figure.Value, figure.Reason).ShouldBe((436, "without etcd-2"));
    }
}
