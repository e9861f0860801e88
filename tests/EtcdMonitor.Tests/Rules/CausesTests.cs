using EtcdMonitor.Rules;

namespace EtcdMonitor.Tests.Rules;

public sealed class CausesTests
{
    [Fact]
    public void Every_name_in_the_table_is_one_that_a_rule_gives()
    {
        string[] names = [.. RuleBook.Default.SelectMany(rule => rule.Checks).Select(check => check.Name)];

        names.ShouldContain("stalled_disk");
        foreach (string cause in names)
        {
            Causes.Of(Of(cause), [Of(cause)]).ShouldBeNull("nothing explains itself");
        }
    }

    [Fact]
    public void What_is_wrong_with_one_member_explains_nothing_about_another()
    {
        Causes.Of(Of("member_down", "etcd-1"), [Of("stalled_disk", "etcd-2")]).ShouldBeNull();
        Causes.Of(Of("member_down", "etcd-1"), [Of("stalled_disk", "etcd-1")]).ShouldBe("stalled_disk");
        Causes.Of(Of("member_down", "etcd-1"), [Of("quorum_lost")]).ShouldBe("quorum_lost");
        Causes.Of(Of("leader_changes"), [Of("fsync_latency", "etcd-1")]).ShouldBe("fsync_latency");
        Causes.Of(Of("flapping", "etcd-1"), [Of("fsync_latency", "etcd-1")]).ShouldBe("fsync_latency");
        Causes.Of(Of("flapping", "etcd-2"), [Of("fsync_latency", "etcd-1")]).ShouldBeNull();
    }

    [Fact]
    public void What_wakes_nobody_explains_nothing_that_must()
    {
        Causes.Of(Of("fault_tolerance", severity: Severity.Critical), [Of("defrag_running", "etcd-1", Severity.Info)]).ShouldBeNull();
        Causes.Of(Of("fault_tolerance"), [Of("defrag_running", "etcd-1", Severity.Info)]).ShouldBe("defrag_running");
        Causes.Of(Of("available_nodes", severity: Severity.Critical), [Of("quorum_unknown", severity: Severity.Unknown)]).ShouldBe("quorum_unknown");
        Causes.Of(Of("stale_leader", "etcd-1", Severity.Critical), [Of("network_partition", "etcd-1", Severity.Critical)]).ShouldBe("network_partition");
    }

    [Fact]
    public void Some_causes_explain_only_what_is_no_worse_than_they_are()
    {
        Causes.Of(Of("commit_latency", "etcd-1"), [Of("fsync_latency", "etcd-1", Severity.Info)]).ShouldBeNull("a disk that is a little slow");
        Causes.Of(Of("commit_latency", "etcd-1"), [Of("fsync_latency", "etcd-1")]).ShouldBe("fsync_latency");
        Causes.Of(Of("quota_forecast"), [Of("quota_used", severity: Severity.Info)]).ShouldBeNull();
        Causes.Of(Of("quota_forecast"), [Of("quota_used", severity: Severity.Critical)]).ShouldBe("quota_used");
        Causes.Of(Of("quota_used", severity: Severity.Critical), [Of("nospace", severity: Severity.Critical)]).ShouldBe("nospace");
    }

    private static Finding Of(string rule, string? member = null, Severity severity = Severity.Warning) =>
        new() { Rule = rule, Title = rule, Severity = severity, Sentence = rule, Member = member };
}
