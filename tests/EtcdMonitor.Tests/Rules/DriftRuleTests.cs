using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class DriftRuleTests
{
    private readonly ClusterState _state = new Rounds().Play(2);

    [Fact]
    public void Mixed_versions_are_an_upgrade_for_an_hour_and_then_a_difference()
    {
        ClusterState mixed = With(0, m => m with { Version = "3.4.23", ClusterVersion = "3.4.0" }) with { MixedSince = Rounds.Noon };

        Finding finding = Find(new VersionDriftRule(), mixed, Rounds.Noon.AddMinutes(5))!;
        finding.Title.ShouldBe("Upgrade in progress");
        finding.Sentence.ShouldBe("etcd-0 runs 3.4.23, etcd-1 and etcd-2 run 3.5.30; the cluster works as 3.4.0");
        finding.Severity.ShouldBe(Severity.Info);
        Find(new VersionDriftRule(), mixed, Rounds.Noon.AddMinutes(61))!.Title.ShouldBe("Versions differ");
        Find(new VersionDriftRule(), _state).ShouldBeNull();
    }

    [Fact]
    public void The_mix_is_counted_from_the_round_that_first_shows_it()
    {
        Rounds rounds = new();
        rounds.Play().MixedSince.ShouldBeNull();
        SlowFold.IsMixed([_state.Members[0], _state.Members[1] with { Version = "3.5.29" }]).ShouldBeTrue();
        SlowFold.IsMixed([_state.Members[0], _state.Members[1] with { Version = "3.5.29", Reachable = false }]).ShouldBeFalse("it may come back upgraded");
    }

    [Fact]
    public void Different_quotas_are_named_with_their_members()
    {
        ClusterState state = _state with { Members = [.. _state.Members.Select((m, i) => m with { Database = new() { QuotaBytes = Figure.Of(i == 0 ? 2147483648 : 8589934592) } })] };

        Find(new QuotaDriftRule(), state)!.Sentence.ShouldBe("etcd-0 has a quota of 2,048 MiB, etcd-1 and etcd-2 have a quota of 8,192 MiB: the smallest stops the writes of all");
        Find(new QuotaDriftRule(), _state).ShouldBeNull();
    }

    [Fact]
    public void Flags_that_should_be_equal_are_compared_and_those_that_differ_by_nature_are_not()
    {
        ClusterState state = Flags(
            ["etcd", "--name=a", "--data-dir", "/a", "--listen-peer-urls=http://a:2380", "--cert-file=/a.crt", "--heartbeat-interval=100", "--snapshot-count=10000"],
            ["etcd", "--name=b", "--data-dir", "/b", "--listen-peer-urls=http://b:2380", "--cert-file=/b.crt", "--snapshot-count=5000"],
            ["etcd", "--name=c", "--data-dir", "/c", "--listen-peer-urls=http://c:2380", "--cert-file=/c.crt", "--snapshot-count=5000"]);

        Find(new FlagDriftRule(), state)!.Sentence.ShouldBe(
            "Members are started with different flags: etcd-0 says --snapshot-count=10000, etcd-1 and etcd-2 say --snapshot-count=5000");
    }

    [Fact]
    public void A_flag_that_only_one_gives_differs_unless_it_is_the_default_or_a_configuration_file_may_give_it()
    {
        string[] plain = ["etcd", "--name=x"];
        Find(new FlagDriftRule(), Flags(["etcd", "--election-timeout=1000"], plain, plain)).ShouldBeNull();
        Find(new FlagDriftRule(), Flags(["etcd", "--election-timeout=5000"], plain, plain))!.Sentence.ShouldEndWith("etcd-0 says --election-timeout=5000, etcd-1 and etcd-2 say no --election-timeout");
        string[] file = ["etcd", "--config-file=/etc/etcd.yaml"];
        Find(new FlagDriftRule(), Flags(["etcd", "--election-timeout=5000"], file, file)).ShouldBeNull();
    }

    [Fact]
    public void What_is_not_known_of_flags_is_told_as_not_seen()
    {
        ClusterState state = Flags(["etcd", "--max-txn-ops=1"], ["etcd", "--max-txn-ops=2"], null);

        Finding finding = Find(new FlagDriftRule(), state)!;
        finding.NotSeen.Select(n => n.Text).ShouldBe(["Flags of etcd-2", "Flags given by environment or configuration file"]);
    }

    [Fact]
    public void The_longest_election_timeout_of_the_command_lines_is_the_clusters()
    {
        _state.ElectionTimeout.ShouldBe(TimeSpan.FromSeconds(1), "etcd's default");
        Flags(["etcd", "--election-timeout", "5000"], ["etcd", "--election-timeout=2500"], null).ElectionTimeout.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Flags_are_read_as_Go_reads_them_and_secrets_are_left_out()
    {
        CommandLine.Flags(["etcd", "--name", "a", "-debug", "--pre-vote=false", "--listen-client-urls=http://x:1?a=b", "--discovery-password=geheim", "--initial-cluster-token=t", "--metrics", "extensive", "--", "--late=1"])
            .ShouldBe(
            [
                new("debug", "true"), new("listen-client-urls", "http://x:1?a=b"), new("metrics", "extensive"), new("name", "a"), new("pre-vote", "false"),
            ]);
        CommandLine.Flags([]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("3.5.2", Severity.Warning, "3.5.28")]
    [InlineData("3.5.5", Severity.Warning, "3.5.28")]
    [InlineData("3.4.21", Severity.Warning, "3.4.42")]
    [InlineData("3.4.23", Severity.Info, "3.4.42")]
    [InlineData("3.5.0-rc.1", Severity.Warning, "3.5.28")]
    [InlineData("3.6.4", Severity.Info, "3.6.9")]
    [InlineData("3.5.30", null, null)]
    [InlineData("3.6.14", null, null)]
    [InlineData("3.7.1", null, null)]
    [InlineData("not a version", null, null)]
    public void Versions_that_put_data_at_risk_are_known(string version, Severity? severity, string? mended)
    {
        Finding? finding = Find(new KnownBadVersionRule(), With(1, m => m with { Version = version }));

        (finding?.Severity).ShouldBe(severity);
        finding?.Sentence.ShouldStartWith($"etcd-1 runs etcd {version}, in which ");
        finding?.DoNext[0].Text.ShouldContain($" to {mended} or later");
        finding?.Evidence.ShouldAllBe(e => e.Detail!.Contains("https://github.com/etcd-io/etcd/pull/", StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_single_members_suffer_is_told_of_them_only()
    {
        KnownVersions.Of("3.5.4", voters: 1).Count().ShouldBe(KnownVersions.Of("3.5.4", voters: 3).Count() + 1);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "2 voters tolerate no failure, as 1 would: one more would make it 1")]
    [InlineData(3, null)]
    [InlineData(4, "4 voters tolerate one failure, as 3 would: one more would make it 2")]
    public void An_even_number_of_voters_is_worth_knowing(int voters, string? sentence) =>
        (Find(new EvenVotersRule(), new Rounds(voters).Play(2))?.Sentence).ShouldBe(sentence);

    [Fact]
    public void Databases_that_differ_much_in_size_are_named_with_what_helps()
    {
        const long MiB = 1024 * 1024;
        Finding finding = Find(new DatabaseDriftRule(), Sized(800 * MiB, 200 * MiB, 300 * MiB))!;
        finding.Sentence.ShouldBe("The database of etcd-0 is 800 MiB, of etcd-1 200 MiB");
        finding.DoNext[0].Command.ShouldBe("etcdctl --endpoints=10.0.0.1:2379 defrag");
        finding.DoNext[0].Text.ShouldBe("Defragment etcd-0: it stops serving for about 11 s");
        Find(new DatabaseDriftRule(), Sized(80 * MiB, 20 * MiB, 20 * MiB)).ShouldBeNull("etcd grows its file in steps");
        Find(new DatabaseDriftRule(), Sized(1200 * MiB, 1000 * MiB, 1000 * MiB)).ShouldBeNull();
    }

    private ClusterState Sized(params long[] sizes) => _state with { Members = [.. _state.Members.Select((m, i) => m with { DbSize = sizes[i], DbSizeInUse = 150_000_000 })] };

    private ClusterState Flags(params string[]?[] commandLines) => _state with
    {
        Members = [.. _state.Members.Select((m, i) => m with
        {
            Flags = commandLines[i] is { } words ? new() { At = Rounds.Noon, Missing = null, Values = CommandLine.Flags([.. words]) } : new() { Missing = "GET /debug/vars answers HTTP 404" },
        })],
    };

    private ClusterState With(int member, Func<MemberState, MemberState> change) => _state with { Members = _state.Members.SetItem(member, change(_state.Members[member])) };

    private static Finding? Find(IRule rule, ClusterState state, DateTimeOffset? now = null) => rule.Evaluate(state, new(), now ?? state.At).SingleOrDefault();
}
