using Etcd.Client;
using EtcdMonitor.Clusters;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Probes;

/// <summary>Reads the node exporter of one member's host for the space of the file system that its data are on.</summary>
internal sealed class DiskProbe : IDisposable
{
    private readonly string _endpoint;
    private readonly MemberOptions _member;
    private readonly ProbeMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly PageReader _reader;

    private DiskProbe(string endpoint, MemberOptions member, PageReader reader, ProbeMetrics metrics, TimeProvider time) =>
        (_endpoint, _member, _reader, _metrics, _time) = (endpoint, member, reader, metrics, time);

    /// <summary>The probe of an endpoint; null: the configuration names no node exporter for it.</summary>
    public static DiskProbe? Of(string endpoint, ClusterOptions cluster, ProbeOptions options, ProbeMetrics metrics, TimeProvider time)
    {
        if (cluster.MemberAt(endpoint) is not { NodeExporterUrl: { } url } member)
        {
            return null;
        }

        (EtcdConnectionOptions connection, string path) = EndpointOptions.OfNodeExporter(endpoint, url, member, cluster, options, time);
        return new(endpoint, member, new(connection, path, time), metrics, time);
    }

    /// <summary>Reads the page once. Never throws but for <paramref name="cancellationToken"/>.</summary>
    public async Task<DiskReading> ReadAsync(CancellationToken cancellationToken)
    {
        using ProbeMetrics.Flight flight = _metrics.Begin(ProbeKind.Disk);
        long started = _time.GetTimestamp();
        FileSystems found = new();
        ProbeFailure? failure = await _reader.ReadAsync(new PrometheusText<FileSystems>(found, FileSystems.Catalog), cancellationToken).ConfigureAwait(false);
        _metrics.Ended(ProbeKind.Disk, failure?.Kind ?? EtcdFailure.None, _time.GetElapsedTime(started));
        return failure is null ? Chosen(found) : Missing($"the page of its node exporter cannot be read: {failure.Message}");
    }

    public void Dispose() => _reader.Dispose();

    private DiskReading Chosen(FileSystems found)
    {
        string mountpoint = _member.NodeExporterMountpoint ?? (_member.DataDir is { } data ? found.MountpointOf(data) : null) ?? "/";
        return found[mountpoint] is var (size, available) && double.IsFinite(size) && double.IsFinite(available)
            ? new(_endpoint, mountpoint, size, available, null)
            : Missing($"its node exporter tells no space of {mountpoint}, {(found.Mountpoints.Any() ? $"only of {string.Join(", ", found.Mountpoints)}" : "nor of any other file system")}");
    }

    private DiskReading Missing(string why) => new(_endpoint, "", 0, 0, why);
}
