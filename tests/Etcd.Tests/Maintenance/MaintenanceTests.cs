using System.Security.Cryptography;
using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Maintenance;

public sealed class MaintenanceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task A_member_tells_its_status_its_hash_and_its_snapshot(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = version }, Token);
        await using var connection = cluster.Members[0].Connect();
        for (var i = 0; i < 20; i++)
        {
            await connection.Kv.PutAsync($"{i % 5}", new byte[100_000], Token);
        }

        // etcd writes to its file in batches, up to 100 ms later
        var status = await Eventually.GetAsync(connection.Maintenance.StatusAsync, status => status.DbSize > 2_000_000, "the file has grown", cancellationToken: Token);
        status.Version.ShouldStartWith(version == EtcdVersion.V34 ? "3.4." : "3.5.");
        status.Leader.ShouldBe(status.Header.Member);
        status.RaftTerm.ShouldBeGreaterThan(0UL);
        status.RaftAppliedIndex.ShouldBeGreaterThan(20UL);
        status.RaftIndex.ShouldBeGreaterThanOrEqualTo(status.RaftAppliedIndex);
        status.DbSizeInUse.ShouldBeInRange(1, status.DbSize);
        status.DbSizeQuota.ShouldBeNull(); // 3.6 and newer
        status.StorageVersion.ShouldBeNull();
        status.IsLearner.ShouldBeFalse();
        status.Errors.ShouldBeEmpty();

        var revision = status.Header.Revision;
        var hash = await connection.Maintenance.HashAsync(revision, Token);
        hash.Hash.ShouldNotBe(0u);
        hash.HashRevision.ShouldBe(revision);
        hash.CompactRevision.ShouldBe(default);
        (await connection.Maintenance.HashAsync(cancellationToken: Token)).ShouldBe(hash);

        await connection.Kv.CompactAsync(revision, new() { Physical = true }, Token);
        var next = await connection.Kv.PutAsync("after", "x", Token);
        (await connection.Maintenance.HashAsync(next.Revision, Token)).CompactRevision.ShouldBe(revision);
        await connection.Maintenance.DefragmentAsync(Token);
        (await connection.Maintenance.StatusAsync(Token)).DbSize.ShouldBeLessThan(status.DbSize);

        using var file = new MemoryStream();
        var snapshot = await connection.Maintenance.SaveSnapshotAsync(file, Token);
        snapshot.Bytes.ShouldBe(file.Length);
        (file.Length % 512).ShouldBe(32);
        var all = file.ToArray();
        snapshot.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(all.AsSpan(..^32))));
    }

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task A_full_member_raises_its_alarm_and_it_can_be_disarmed(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = version, QuotaBytes = 1 << 20 }, Token);
        await using var connection = cluster.Members[0].Connect();
        (await connection.Maintenance.ListAlarmsAsync(Token)).ShouldBeEmpty();

        var full = await Should.ThrowAsync<EtcdException>(async () =>
        {
            for (var i = 0; i < 1000; i++) // etcd sees the size grow only at its next commit, up to 100 ms later: 50 fit into that on an idle machine
            {
                await connection.Kv.PutAsync("k", new byte[200_000], Token);
            }
        });
        full.Code.ShouldBe(EtcdErrorCode.NoSpace);
        var alarm = (await connection.Maintenance.ListAlarmsAsync(Token)).ShouldHaveSingleItem();
        var status = await connection.Maintenance.StatusAsync(Token);
        alarm.ShouldBe(new Alarm(status.Header.Member, AlarmType.NoSpace));
        status.Errors.ShouldContain(error => error.Contains("NOSPACE", StringComparison.Ordinal));

        // the order that works: compact, defragment, disarm
        await connection.Kv.CompactAsync(status.Header.Revision, new() { Physical = true }, Token);
        await connection.Maintenance.DefragmentAsync(Token);
        await connection.Maintenance.DisarmAsync(alarm, Token);
        (await connection.Maintenance.ListAlarmsAsync(Token)).ShouldBeEmpty();
        await connection.Kv.PutAsync("k", "fits", Token);
    }

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task Compaction_ends_reads_and_watches_of_what_was_before(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = version }, Token);
        await using var connection = cluster.Members[0].Connect();
        var first = await connection.Kv.PutAsync("a", "1", Token);
        var last = await connection.Kv.PutAsync("a", "2", Token);
        await connection.Kv.CompactAsync(last.Revision, Token);

        await Should.ThrowAsync<EtcdCompactedException>(async () => await connection.Kv.GetAsync("a", new() { At = first.Revision }, Token));
        await Should.ThrowAsync<EtcdCompactedException>(async () => await connection.Kv.CompactAsync(first.Revision, Token));
        await Should.ThrowAsync<EtcdCompactedException>(async () => await connection.Maintenance.HashAsync(first.Revision, Token));
        await using var watch = await connection.Watch.OpenAsync("a", new() { From = first.Revision }, Token);
        var compacted = await Should.ThrowAsync<EtcdCompactedException>(async () => await watch.NextAsync());
        compacted.CompactRevision.ShouldBe(last.Revision);
        compacted.Code.ShouldBe(EtcdErrorCode.Compacted);
    }
}
