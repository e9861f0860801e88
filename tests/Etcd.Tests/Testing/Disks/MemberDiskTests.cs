using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Testing.Disks;

public sealed class MemberDiskTests
{
    private const long Bytes = 160L << 20; // etcd takes 128 MiB for two segments of its log before the first write

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task A_member_ends_on_a_full_disk_and_comes_back_with_its_data_when_there_is_space(EtcdVersion version)
    {
        Requirements.Etcd(version);
        Requirements.None(MemberDisk.WhyNot);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = version, DiskBytes = Bytes }, Token);
        var member = cluster.Members[0];
        await using var connection = member.Connect();
        await connection.Kv.PutAsync("a", "kept", Token);
        Directory.EnumerateFileSystemEntries(member.DataFolder).Select(Path.GetFileName).ShouldContain("member");

        member.Disk!.Fill();
        await Eventually.GetAsync(
            async token =>
            {
                try
                {
                    await connection.Kv.PutAsync("b", new byte[100_000], token);
                }
                catch (EtcdException)
                {
                    // it ends in the midst of some call
                }
                return member.IsRunning;
            },
            running => !running, "etcd ends when its disk is full", cancellationToken: Token);
        (await File.ReadAllTextAsync(member.LogPath, Token)).ShouldContain("no space left on device");

        member.Disk.Free();
        await member.StartAsync(Token);
        (await connection.Kv.GetAsync("a", Token))!.Value.Value.ToString().ShouldBe("kept");
        await connection.Kv.PutAsync("a", "again", Token);
    }

    [Fact]
    public async Task A_disk_goes_with_its_member_and_nobody_else_sees_it()
    {
        Requirements.None(MemberDisk.WhyNot);
        var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { DiskBytes = Bytes }, Token);
        (await File.ReadAllTextAsync("/proc/self/mounts", Token)).ShouldNotContain(cluster.Folder);
        var seen = cluster.Members[0].DataFolder;
        Directory.Exists(seen).ShouldBeTrue();
        await cluster.DisposeAsync();
        Directory.Exists(seen).ShouldBeFalse();
        Directory.Exists(cluster.Folder).ShouldBeFalse();
    }
}
