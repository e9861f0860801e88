using System.Diagnostics.Metrics;

namespace EtcdMonitor.Server.Live;

/// <summary>Figures of the live stream's readers. See docs/metrics.md.</summary>
internal sealed class LiveMetrics : IDisposable
{
    private readonly Counter<long> _dropped;
    private long _readers;

    public LiveMetrics()
    {
        Meter.CreateObservableUpDownCounter("etcd_monitor.live.readers", () => Interlocked.Read(ref _readers), "{reader}", "Live streams that are open.");
        _dropped = Meter.CreateCounter<long>("etcd_monitor.live.dropped", "{reader}", "Readers let go because they fell too far behind; a browser comes back by itself.");
    }

    /// <summary>Its owner, by which a test tells these figures from those of others in the process.</summary>
    internal Meter Meter { get; } = new("EtcdMonitor");

    public void Dispose() => Meter.Dispose();

    internal void Opened() => Interlocked.Increment(ref _readers);

    internal void Closed() => Interlocked.Decrement(ref _readers);

    internal void Dropped() => _dropped.Add(1);
}
