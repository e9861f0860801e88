using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.EndToEnd;

/// <summary>What members tell beside the rounds: certificates, versions, flags and hashes, on real clusters.</summary>
public sealed class SlowTruthsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_certificate_that_was_swapped_is_seen_at_the_next_handshake()
    {
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { ClientTls = EtcdTlsMode.Mutual, PeerTls = true, ExtraFlags = ["--election-timeout=1500", "--heartbeat-interval", "150"] }, _cancel);
        EtcdMember member = cluster.Members[0];
        await using MonitorService monitor = await WatchAsync(cluster, member.ConnectionOptions.Tls);

        await UntilAsync(monitor, s => Only(s).Certificate is not null && Only(s).PeerCertificate is not null && Only(s).Flags.Missing is null && Only(s).Metrics.Missing is null && s.OwnCertificates.Length == 2, "certificates, flags and metrics are seen");
        MemberState seen = Only(Now(monitor).State);
        seen.Certificate!.Subject.ShouldContain(member.Name);
        seen.PeerCertificate!.Thumbprint.ShouldNotBe(seen.Certificate.Thumbprint);
        seen.Flags.Values["heartbeat-interval"].ShouldBe("150");
        Now(monitor).State.ElectionTimeout.ShouldBe(TimeSpan.FromSeconds(1.5));
        Now(monitor).Verdict.Findings.ShouldNotContain(f => f.Rule == "certificate");

        member.ShowCertificate(until: TimeProvider.System.GetUtcNow().AddDays(10));
        await UntilAsync(monitor, _ => Now(monitor).Verdict.Findings.Any(f => f is { Rule: "certificate", Severity: Severity.Warning }), "the end is told");
        Now(monitor).Verdict.Findings.Single(f => f.Rule == "certificate").Sentence.ShouldStartWith("Server certificate of etcd-0 ends in 9 d, on ");

        member.ShowCertificate(CertificateFlaw.None);
        await UntilAsync(monitor, _ => Now(monitor).Verdict.Findings.All(f => f.Rule != "certificate"), "the renewed one is seen");
    }

    [Fact]
    public async Task Versions_side_by_side_are_an_upgrade_in_progress_and_their_hashes_are_equal_also_after_a_compaction()
    {
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, MemberVersions = [EtcdVersion.V34, EtcdVersion.V35, EtcdVersion.V35] }, _cancel);
        await using (EtcdConnection connection = cluster.Members[0].Connect())
        {
            for (int i = 0; i < 10; i++)
            {
                await connection.Kv.PutAsync($"key-{i % 3}", $"value {i}", _cancel);
            }

            // older versions drop a deletion that stands at the compacted revision, newer ones keep it: the hash must not tell
            DeleteResult deleted = await connection.Kv.DeleteAsync("key-1", _cancel);
            await connection.Kv.PutAsync("key-2", "the last", _cancel);
            await connection.Kv.CompactAsync(deleted.Header.Revision, _cancel);
        }

        await using MonitorService monitor = await WatchAsync(cluster, new());
        await UntilAsync(monitor, s => s.Hashes.Last is { Answers.Length: 3 } && s.Members.All(m => m.ClusterVersion is not null), "all are compared");

        ClusterState state = Now(monitor).State;
        state.Hashes.LastEqual!.Comparable.Length.ShouldBe(3);
        Finding drift = Now(monitor).Verdict.Findings.Single(f => f.Rule == "version_drift");
        drift.Title.ShouldBe("Upgrade in progress");
        drift.Sentence.ShouldContain("etcd-1 and etcd-2 run 3.5.");
        drift.Sentence.ShouldEndWith("; the cluster works as 3.4.0");
        state.Members.ShouldAllBe(m => m.Flags.Values["name"] == m.Name);
    }

    [Fact]
    public async Task A_user_who_may_not_ask_for_hashes_is_told_so_and_nobody_is_blamed()
    {
        // 3.4 says so in other words than 3.5
        EtcdClusterAuth auth = new() { Roles = [new("reader")], Users = [new("monitor", "geheim", "reader")] };
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 2, Version = EtcdVersion.V34, Auth = auth }, _cancel);
        await using MonitorService reader = await WatchAsync(cluster, new(), "monitor", "geheim");
        await UntilAsync(reader, s => s.Hashes.Missing?.Contains("role root", StringComparison.Ordinal) == true, "the missing right is told");
        Now(reader).State.Hashes.LastEqual.ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();

    private static ClusterSnapshot Now(MonitorService monitor) => monitor.Find("main")!;

    private static MemberState Only(ClusterState state) => state.Members.Single();

    private Task<TimeSpan> UntilAsync(MonitorService monitor, Func<ClusterState, bool> holds, string what) =>
        Eventually.TrueAsync(() => holds(Now(monitor).State), what, Patience, () => $"{Now(monitor).Verdict.Sentence}; {Now(monitor).State.Hashes}; {string.Join("; ", Now(monitor).State.Members)}", cancellationToken: _cancel);

    private async Task<MonitorService> WatchAsync(EtcdCluster cluster, EtcdTlsOptions tls, string? user = null, string? password = null)
    {
        MonitorService monitor = new(new()
        {
            Clusters = [new() { Name = "main", Endpoints = [cluster.Members[0].ClientUrl], Tls = tls, Username = user, Password = password is null ? null : new(password) }],
            Storage = new() { Path = _folder.File("monitor.db") },
            Channels = new() { Console = new() { Enabled = false } },
            Probes = new() { ProbeInterval = TimeSpan.FromMilliseconds(250), HealthCheckInterval = TimeSpan.FromMilliseconds(500) },
        });
        await monitor.StartAsync(_cancel);
        await monitor.WhenFirstJudgedAsync(_cancel);
        return monitor;
    }
}
