using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Testing;

/// <summary>What the kit's README shows does what it says: each line of its snippets is a line here.</summary>
public sealed class ReadmeTests
{
    private static readonly EtcdClusterOptions Options = new() { Members = 3, ClientProxies = true, PeerProxies = true, ClientTls = EtcdTlsMode.Mutual, ExtraFlags = ["--strict-reconfig-check=false"] };

    [Fact]
    public async Task Its_snippets_work()
    {
        Requirements.None(MemberDisk.WhyNot ?? SlowDisk.WhyNot);
        Requirements.Etcd(EtcdVersion.V35);
        var token = TestContext.Current.CancellationToken;
        await NetworkAndMembersAsync(token);
        await ProcessAndDiskAsync(token);
    }

    [Fact]
    public void Its_snippets_are_lines_of_this_file()
        => Snippets.NotIn(ThisFile(), Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "Etcd.Testing", "README.md"))
            .ShouldBe(["await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3 }, token);"]);

    [Fact]
    public async Task Its_snippets_on_histories_and_children_work()
    {
        Requirements.Etcd(EtcdVersion.V35);
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35 }, token);
        await using var connection = cluster.Members[0].Connect();

        var recorder = new HistoryRecorder();
        var client = recorder.For(1, connection.Kv);
        await client.PutAsync("a", "a value that is written once", token);
        var history = recorder.ToHistory();
        var verdict = Linearizability.Check(history);
        var violations = RevisionOrder.Violations(history);
        verdict.IsLinearizable.ShouldBeTrue();
        violations.ShouldBeEmpty();
        var kept = History.Parse(history.ToText());
        kept.Operations.ShouldBe(history.Operations);

        await using var child = Child.Start(typeof(ReadmeTests).Assembly, "echo", "an argument");
        var line = await child.NextAsync("started", token);
        child.Freeze();
        child.Thaw();
        await child.KillAsync();
        line["arguments"].ShouldBe("an argument");
    }

    private static async Task NetworkAndMembersAsync(CancellationToken token)
    {
        await using var cluster = await EtcdCluster.StartAsync(Options, token);
        var leader = await cluster.LeaderAsync(token);
        await using var connection = leader.Connect();
        await connection.Kv.PutAsync("a", "x", token);
        var member = leader;

        member.Proxy!.Set(Fault.Blackhole, FaultDirection.ToClient);
        member.Proxy.RefuseNew();
        member.Proxy.Heal();

        cluster.Isolate(leader);
        var next = await cluster.LeaderAsync(cluster.Members.Where(each => each != leader), token);
        cluster.Heal();
        cluster.Partition(leader, next);
        cluster.SetPeerFault(leader, next, Fault.Delay(TimeSpan.FromMilliseconds(50)));
        cluster.Heal();
        await cluster.LeaderAsync(token);

        var inTenDays = TimeProvider.System.GetUtcNow().AddDays(10);
        member.ShowCertificate(CertificateFlaw.Expired);
        member.ShowCertificate(until: inTenDays);
        var files = cluster.IssueCertificate("app", CertificateFlaw.OtherAuthority);
        File.Exists(files.Key).ShouldBeTrue();
        member.ShowCertificate(CertificateFlaw.None);

        var learner = await cluster.AddLearnerAsync(cancellationToken: token);
        await cluster.PromoteAsync(learner, token);
        await cluster.ReplaceAsync(learner, token);
        await cluster.RemoveMemberAsync(learner, token);
        await cluster.Members[0].UpgradeAsync(EtcdVersion.V35, token);
        await cluster.LeaderAsync(token);
    }

    private static async Task ProcessAndDiskAsync(CancellationToken token)
    {
        const string text = "a view\n";
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { DiskBytes = 160 << 20 }, token);
        var member = cluster.Members[0];
        await using var connection = member.Connect();
        member.Kill();
        await member.StartAsync(token);
        member.Freeze();
        member.Thaw();

        var leaks = await LeakCheck.StartAsync(LeakScope.Processes | LeakScope.Leases, cluster);
        using (await member.SlowDiskAsync(TimeSpan.FromMilliseconds(100), token))
        {
            await connection.Kv.PutAsync("a", "late", token);
        }
        await leaks.AssertNothingLeftAsync(cancellationToken: token);

        member.Disk!.Fill();
        await Eventually.GetAsync(
            async stop =>
            {
                try
                {
                    await connection.Kv.PutAsync("b", new byte[100_000], stop);
                }
                catch (EtcdException)
                {
                    // it ends in the midst of some call
                }
                return member.IsRunning;
            },
            running => !running, "etcd ends when its disk is full", cancellationToken: token);
        await Eventually.TrueAsync(() => !member.IsRunning, "the member has ended", cancellationToken: token);
        member.Disk.Free();
        await member.StartAsync(token);

        var time = new ManualTime();
        time.Pending.ShouldBe(0);
        var point = new SyncPoint("between read and write");
        point.Continue();
        await point.ReachAsync(token);
        Golden.Match("view.txt", text);
    }

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
