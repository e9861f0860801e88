using System.Text.Json;
using EtcdMonitor.Rules;
using EtcdMonitor.Server.Views;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Server.Support;

namespace EtcdMonitor.Tests.Server;

public sealed class ClusterStatusViewTests
{
    [Fact]
    public void A_partition_reads_as_the_golden_file()
    {
        ClusterStatusView view = ClusterStatusView.From(
            Troubles.Partition(),
            HandMade.Noon,
            [ChangeView.From(HandMade.Event("etcd-4 defragmented, 3.6 → 3.1 GiB", at: HandMade.Noon.AddSeconds(-340)), HandMade.Noon.AddSeconds(-252))]);

        JsonGolden.Match("partition.json", JsonSerializer.Serialize(view, MonitorJson.Default.ClusterStatusView));
    }

    [Fact]
    public void A_healthy_cluster_reads_as_the_golden_file() =>
        JsonGolden.Match("healthy.json", JsonSerializer.Serialize(ClusterStatusView.From(HandMade.Healthy(members: 3), HandMade.Noon), MonitorJson.Default.ClusterStatusView));

    [Fact]
    public void The_command_line_reads_back_exactly_what_was_written()
    {
        foreach (ClusterSnapshot snapshot in new[] { HandMade.Healthy(), Troubles.Partition(), Troubles.QuorumLost(), Troubles.CutOff(), Troubles.Degraded(), HandMade.NotAsked() })
        {
            string text = JsonSerializer.Serialize(ClusterStatusView.From(snapshot, HandMade.Noon), MonitorJson.Default.ClusterStatusView);

            ClusterStatusView read = JsonSerializer.Deserialize(text, MonitorJson.Default.ClusterStatusView)!;

            JsonSerializer.Serialize(read, MonitorJson.Default.ClusterStatusView).ShouldBe(text);
        }
    }

    [Fact]
    public void A_cluster_that_nobody_asked_is_unknown_and_says_so()
    {
        ClusterStatusView view = ClusterStatusView.From(HandMade.NotAsked(), HandMade.Noon);

        view.Verdict.ShouldBe(Severity.Unknown);
        view.Healthy.ShouldBeFalse();
        view.Sentence.ShouldBe("not asked yet");
        view.Since.ShouldBeNull();
        view.LastCheck.ShouldBeNull();
        view.NetworkPartition.ShouldBeNull();
        view.Tolerance.Now.ShouldBeNull();
        view.Members.ShouldAllBe(m => m.Verdict == Severity.Unknown && m.Term == null);
    }

    [Fact]
    public void A_lost_quorum_has_no_leader_and_says_how_many_voters_are_short()
    {
        ClusterStatusView view = ClusterStatusView.From(Troubles.QuorumLost(), HandMade.Noon);

        (view.HasLeader, view.LeaderId, view.Leader).ShouldBe((false, null, null));
        view.Tolerance.ShouldBe(new ToleranceView(-1, 1, 3, 2, 0, 2));
        view.Members[1].Verdict.ShouldBe(Severity.Warning);
        view.Members[1].What.ShouldBe("Member down");
    }

    [Fact]
    public void Each_unknown_of_a_silent_member_has_its_reason()
    {
        MemberView down = ClusterStatusView.From(Troubles.Degraded(), HandMade.Noon).Members[4];

        down.Reasons.Keys.ShouldBe(["behind", "db_size", "fsync_p99_ms", "quota_bytes", "read_ms", "rtt_p50_ms", "status_ms", "term", "uptime_seconds", "version"]);
        down.Reasons.Values.ShouldAllBe(r => r == "http://10.4.4.10:2379 refuses connections; last answer at 02:54:05 UTC");
    }

    [Fact]
    public void The_last_figures_of_a_silent_member_are_not_shown_as_present_ones()
    {
        ClusterSnapshot snapshot = HandMade.Healthy();
        MemberState silent = snapshot.State.Members[0] with { Reachable = false, Serves = false };
        ClusterSnapshot next = snapshot with { State = snapshot.State with { Members = snapshot.State.Members.SetItem(0, silent) } };

        MemberView view = ClusterStatusView.From(next, HandMade.Noon).Members[0];

        (view.Term, view.Behind, view.DbSize, view.Version, view.UptimeSeconds, view.FsyncP99Ms).ShouldBe((null, null, null, null, null, null));
        view.AnsweredAt.ShouldBe(HandMade.Noon);
    }

    [Fact]
    public void Latencies_that_nobody_measured_are_null_with_a_row_in_not_seen()
    {
        ClusterStatusView view = ClusterStatusView.From(Troubles.CutOff(), HandMade.Noon);

        view.WriteP99Ms.ShouldBeNull();
        view.NotSeen.ShouldContain(new NotSeenView("write_p99_ms", "Latency of writes", "no member answers"));
    }
}
