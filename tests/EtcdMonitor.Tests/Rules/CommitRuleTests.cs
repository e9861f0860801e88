using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class CommitRuleTests
{
    private readonly CommitRule _rule = new();

    [Theory]
    [InlineData(25.0, null, 0)]
    [InlineData(25.1, Severity.Info, 60)]
    [InlineData(250.0, Severity.Info, 60)]
    [InlineData(250.1, Severity.Warning, 2)]
    public void A_slow_commit_is_as_bad_as_its_p99(double p99, Severity? severity, int confirm)
    {
        Finding? finding = _rule.Says(With(new(1, p99, p99)));

        (finding?.Severity, finding?.Confirm ?? 0).ShouldBe((severity, confirm));
        finding?.Member.ShouldBe("etcd-0");
    }

    [Fact]
    public void A_few_slow_ones_among_many_must_last_a_minute() => _rule.Says(With(new(1, 250, 300)))!.Confirm.ShouldBe(60);

    [Fact]
    public void It_says_what_was_measured_and_what_is_allowed()
    {
        _rule.Says(With(new(1, 300, 300)))!.Sentence.ShouldBe("etcd-0 commits slowly: backend commit p99 is 300 ms, 250 ms are allowed");
        _rule.Says(With(new(1, 8192, 8192) { HighestBoundMs = 8192 }))!.Sentence.ShouldContain("is at least 8,192 ms");
    }

    [Fact]
    public void An_old_page_and_an_unknown_p99_say_nothing()
    {
        _rule.Says(With(new(1, 900, 900)).Old()).ShouldBeNull();
        _rule.Says(With(Latency.Unknown("no backend commit in the last minute"))).ShouldBeNull();
        _rule.Unseen(With(Latency.Unknown("no backend commit in the last minute"))).ShouldBe("no backend commit in the last minute");
        _rule.Unseen(With(new(1, 1, 1))).ShouldBeNull();
    }

    [Fact]
    public void The_limits_are_settings()
    {
        _rule.Says(With(new(1, 20, 20)), new() { CommitInfoMs = 19 })!.Severity.ShouldBe(Severity.Info);
        _rule.Says(With(new(1, 20, 20)), new() { CommitInfoMs = 10, CommitWarningMs = 19 })!.Severity.ShouldBe(Severity.Warning);
    }

    private static ClusterState With(Latency commit) => Paged.With(m => m with { Commit = commit });
}
