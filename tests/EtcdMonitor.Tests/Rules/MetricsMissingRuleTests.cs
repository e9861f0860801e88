using Etcd.Client;
using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class MetricsMissingRuleTests
{
    [Fact]
    public void A_page_that_cannot_be_read_wakes_nobody_and_is_told_of_members_that_answer()
    {
        ClusterState state = new Rounds().Play();
        Judged.Seen(new MetricsMissingRule(), state).ShouldBeNull();

        MemberState failing = state.Members[1] with { Metrics = state.Members[1].Metrics with { Failure = EtcdFailure.Refused, Missing = "connection refused" } };
        Finding finding = Judged.Seen(new MetricsMissingRule(), state with { Members = state.Members.SetItem(1, failing) })!;

        (finding.Member, finding.Severity, finding.Hold).ShouldBe(("etcd-1", Severity.Info, TimeSpan.FromMinutes(2)));
        finding.Sentence.ShouldBe("The metrics page of etcd-1 cannot be read: connection refused");
        Judged.Seen(new MetricsMissingRule(), state with { Members = state.Members.SetItem(1, failing with { Reachable = false }) }).ShouldBeNull("it is down, and that is told");
    }
}
