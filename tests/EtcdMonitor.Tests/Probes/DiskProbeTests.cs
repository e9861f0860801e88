using System.Text;
using Etcd.Testing;
using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;
using EtcdMonitor.Samples;
using EtcdMonitor.State;

namespace EtcdMonitor.Tests.Probes;

public sealed class DiskProbeTests : IAsyncLifetime
{
    private const string Endpoint = "10.4.1.10:2379";
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private NodeExporter _exporter = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(NodeExporter.WhyNot is not null, NodeExporter.WhyNot ?? "");
        _exporter = await NodeExporter.StartAsync(_cancel);
    }

    [Fact]
    public async Task A_real_node_exporter_tells_the_space_of_the_file_system_that_the_data_are_on()
    {
        DiskReading all = await ReadAsync(new());
        DriveInfo root = new("/");

        (all.Missing, all.Mountpoint, all.Endpoint).ShouldBe((null, "/", Endpoint));
        all.SizeBytes.ShouldBe(root.TotalSize);
        all.AvailableBytes.ShouldBeInRange(0, root.TotalSize);
        (await ReadAsync(new() { DataDir = "/nonexistent/etcd" })).Mountpoint.ShouldBe("/");

        DiskSpace space = DiskFold.Fold(new(), all);
        space.AvailableRatio.Value!.Value.ShouldBe(all.AvailableBytes / root.TotalSize);
        space.AvailableRatio.Source.ShouldBe(FigureSource.NodeExporter);
        DiskFold.Fold(space, null).ShouldBeSameAs(space);
    }

    [Fact]
    public async Task A_mountpoint_that_it_does_not_know_is_said_with_those_that_it_does()
    {
        DiskReading reading = await ReadAsync(new() { NodeExporterMountpoint = "/nowhere" });

        reading.Missing.ShouldStartWith("its node exporter tells no space of /nowhere, only of /");
        DiskFold.Fold(new(), reading).AvailableBytes.Reason.ShouldBe(reading.Missing);
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_unknown_and_no_old_value()
    {
        await _exporter.DisposeAsync();

        DiskReading reading = await ReadAsync(new());

        reading.Missing.ShouldStartWith("the page of its node exporter cannot be read: ");
        DiskFold.Fold(new() { SizeBytes = Figure.Of(1) }, reading).SizeBytes.Value.ShouldBeNull();
    }

    [Theory]
    [InlineData("/var/lib/etcd", "/var/lib/etcd")]
    [InlineData("/var/lib/etcd/member", "/var/lib/etcd")]
    [InlineData("/var/lib/etcd2", "/var")]
    [InlineData("/srv", "/")]
    [InlineData("relative", null)]
    public void The_longest_mountpoint_that_a_path_is_under_counts(string path, string? mountpoint)
    {
        FileSystems found = new();
        string page = string.Concat(new[] { "/", "/var", "/var/lib/etcd" }.Select(m => $"node_filesystem_size_bytes{{device=\"/dev/sda\",fstype=\"ext4\",mountpoint=\"{m}\"}} 1e9\n"));
        new PrometheusText<FileSystems>(found, FileSystems.Catalog).Read(Encoding.UTF8.GetBytes(page), end: true);

        found.MountpointOf(path).ShouldBe(mountpoint);
        double.IsNaN(found["/"]!.Value.Available).ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        if (_exporter is not null)
        {
            await _exporter.DisposeAsync();
        }
    }

    private async Task<DiskReading> ReadAsync(MemberOptions member)
    {
        (member.Endpoint, member.NodeExporterUrl) = (Endpoint, _exporter.Url);
        using ProbeMetrics metrics = new();
        using DiskProbe? probe = DiskProbe.Of(Endpoint, new() { Endpoints = [Endpoint], Members = [member] }, new(), metrics, TimeProvider.System);
        return await probe!.ReadAsync(_cancel);
    }
}
