using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtcdMonitor.Tests.Cli.Commands;

/// <summary>A storage that cannot be used ends the start with one line, and is left as it was.</summary>
public sealed class StorageStartTests
{
    [Fact]
    public async Task A_read_only_disk_is_said_to_be_one_and_the_file_is_untouched()
    {
        using TinyDisk disk = new();
        await MakeAsync(disk.File("monitor.db"));
        byte[] before = await File.ReadAllBytesAsync(disk.File("monitor.db"), TestContext.Current.CancellationToken);
        disk.MakeReadOnly();

        Ran ran = await StartAsync(disk.File("monitor.db"));

        ran.ShouldBe(new Ran(1, "", $"etcd-monitor: cannot use {disk.File("monitor.db")}, it cannot be opened; its directory has to be there and to take writes. Give --storage\n"));
        (await File.ReadAllBytesAsync(disk.File("monitor.db"), TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Fact]
    public async Task A_new_file_on_a_read_only_disk_is_not_made()
    {
        using TinyDisk disk = new();
        disk.MakeReadOnly();

        (await StartAsync(disk.File("deep/monitor.db"))).ShouldBe(new Ran(1, "", $"etcd-monitor: cannot use {disk.File("deep/monitor.db")}, it is read-only. Give --storage\n"));
    }

    [Fact]
    public async Task A_full_disk_is_said_to_be_full_and_no_half_schema_stays()
    {
        using TinyDisk disk = new();
        disk.Fill();

        (await StartAsync(disk.File("monitor.db"))).ShouldBe(new Ran(1, "", $"etcd-monitor: cannot use {disk.File("monitor.db")}, its disk is full. Give --storage\n"));
        disk.Free();
        await MakeAsync(disk.File("monitor.db"));
    }

    private static Task<Ran> StartAsync(string path) => Ran.Async($"serve --endpoints=127.0.0.1:1 --api-host=127.0.0.1 --api-port=0 --log-level=error --storage={path}");

    private static async Task MakeAsync(string path)
    {
        await using Database made = await Database.OpenAsync(path, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);
    }
}
