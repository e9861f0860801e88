using Etcd.Client;
using Etcd.Testing;
using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.EndToEnd;

/// <summary>A byte flips in one member's database: etcd itself serves the wrong value and raises no alarm.</summary>
public sealed class SilentCorruptionTests
{
    private const string Needle = "the value in which a byte flips";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task A_flipped_byte_names_the_bad_member_until_that_is_replaced(EtcdVersion version)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, Version = version, ExtraFlags = ["--strict-reconfig-check=false"] }, cancel);
        await using (EtcdConnection connection = cluster.Members[0].Connect())
        {
            await connection.Kv.PutAsync("key", Needle, cancel);
            for (int i = 0; i < 20; i++)
            {
                await connection.Kv.PutAsync($"other-{i}", "something", cancel);
            }
        }

        EtcdMember bad = cluster.Members[2];
        await bad.StopAsync(cancel);
        DatabaseFile.Flip(bad, Needle).ShouldBeGreaterThan(0, "the value is in the file");
        await bad.StartAsync(cancel);
        await using (EtcdConnection connection = bad.Connect())
        {
            (await connection.Kv.GetAsync("key", cancel))!.Value.Value.ToString().ShouldNotBe(Needle, "a linearizable read through it returns the wrong value");
        }

        await using MonitorService monitor = new(new()
        {
            Clusters = [new() { Name = "main", Endpoints = [cluster.Endpoints[0]] }],
            Storage = new() { Path = folder.File("monitor.db") },
            Channels = new() { Console = new() { Enabled = false } },
            Probes = new() { ProbeInterval = TimeSpan.FromMilliseconds(250) },
        });
        await monitor.StartAsync(cancel);
        Finding? Found() => monitor.Find("main")!.Verdict.Findings.FirstOrDefault(f => f.Rule == "silent_corruption");
        string Describe() => $"{monitor.Find("main")!.Verdict.Sentence}; {monitor.Find("main")!.State.Hashes}";

        TimeSpan took = await Eventually.TrueAsync(() => Found() is not null, "the corruption is found", Patience, Describe, cancellationToken: cancel);
        Finding finding = Found()!;
        finding.Member.ShouldBe(bad.Name);
        finding.Severity.ShouldBe(Severity.Critical);
        finding.Evidence.Count(e => e.Probe == "hashkv").ShouldBe(3);
        TestContext.Current.TestOutputHelper!.WriteLine($"{version}: named {took.TotalMilliseconds:0} ms after the monitor's start; hashes took {string.Join(", ", monitor.Find("main")!.State.Hashes.Last!.Answers.Select(a => $"{a.Took.TotalMilliseconds:0.0} ms"))}");

        await cluster.ReplaceAsync(bad, cancel);
        await Eventually.TrueAsync(
            () => monitor.CompareHashes("main") && Found() is null && monitor.Find("main")!.State.Hashes.LastEqual?.Comparable.Length == 3,
            "the replaced member is compared and equal", Patience, Describe, cancellationToken: cancel);
    }
}
