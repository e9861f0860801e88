using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Testing.Disks;

public sealed class SlowDiskTests
{
    private const int Writes = 5;
    private static readonly TimeSpan PerSync = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_write_waits_for_the_slow_disk_until_it_is_fast_again()
    {
        Requirements.None(SlowDisk.WhyNot);
        await using var cluster = await EtcdCluster.StartAsync(Token);
        var member = cluster.Members[0];
        await using var connection = member.Connect();
        (await FastestAsync(connection)).ShouldBeLessThan(PerSync); // the fastest: the machine has other work, too
        using (await member.SlowDiskAsync(PerSync, Token))
        {
            (await FastestAsync(connection)).ShouldBeGreaterThanOrEqualTo(PerSync);
        }
        (await FastestAsync(connection)).ShouldBeLessThan(PerSync);
        member.IsRunning.ShouldBeTrue();
        member.Kill();
        await Should.ThrowAsync<InvalidOperationException>(() => member.SlowDiskAsync(PerSync, Token));
    }

    private static async Task<TimeSpan> FastestAsync(EtcdConnection connection)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < Writes; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await connection.Kv.PutAsync("a", $"{i}", Token);
            var took = TimeProvider.System.GetElapsedTime(start);
            fastest = took < fastest ? took : fastest;
        }
        return fastest;
    }
}
