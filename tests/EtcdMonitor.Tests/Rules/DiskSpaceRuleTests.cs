using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class DiskSpaceRuleTests
{
    [Theory]
    [InlineData(11, null)]
    [InlineData(9, Severity.Warning)]
    [InlineData(3, Severity.Critical)]
    public void Little_space_is_a_warning_and_nearly_none_critical(double percent, Severity? severity)
    {
        ClusterState state = new Rounds().Play();
        DiskSpace disk = new() { Mountpoint = "/var/lib/etcd", SizeBytes = Figure.Of(1e11), AvailableBytes = Figure.Of(percent * 1e9) };

        Finding? finding = new DiskSpaceRule().Evaluate(state with { Members = state.Members.SetItem(1, state.Members[1] with { Disk = disk }) }, new(), Rounds.Noon).SingleOrDefault();

        (finding?.Severity, finding?.Member).ShouldBe((severity, severity is null ? null : "etcd-1"));
        finding?.Sentence.ShouldBe($"{percent} % of the disk of etcd-1 is free, at least 10 % are wanted");
    }

    [Fact]
    public void Without_a_node_exporter_nothing_is_found_and_the_check_says_why()
    {
        ClusterState state = new Rounds().Play();
        DiskSpaceRule rule = new();

        rule.Evaluate(state, new(), Rounds.Noon).ShouldBeEmpty();
        rule.Checks[0].UnseenOf!(state.Members[0]).ShouldBe("no node exporter is configured for it");
    }
}
