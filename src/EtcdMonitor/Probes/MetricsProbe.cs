using Etcd.Client;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Probes;

/// <summary>Reads one member's metrics page and keeps those of the last minute to compare with.</summary>
internal sealed class MetricsProbe : IDisposable
{
    /// <summary>How far back pages are kept.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly string _endpoint;
    private readonly TimeSpan _goodFor;
    private readonly ProbeMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly PageReader _reader;
    private readonly Queue<MetricsPage> _earlier = new();

    public MetricsProbe(string endpoint, EtcdConnectionOptions connection, string path, TimeSpan interval, ProbeMetrics metrics, TimeProvider time)
    {
        // two pages that are missing do not make the last one old
        (_endpoint, _goodFor, _metrics, _time) = (endpoint, interval * 3.5, metrics, time);
        _reader = new(connection, path, time);
    }

    /// <summary>Reads the page once. Never throws but for <paramref name="cancellationToken"/>.</summary>
    public async Task<MetricsReading> ReadAsync(CancellationToken cancellationToken)
    {
        using ProbeMetrics.Flight flight = _metrics.Begin(ProbeKind.Page);
        long started = _time.GetTimestamp();
        MetricsPage page = new(_time.GetUtcNow());
        ProbeFailure? failure = await _reader.ReadAsync(new PrometheusText(page), cancellationToken).ConfigureAwait(false)
            ?? Foreign(page);
        MetricsReading reading = failure is null
            ? new(_endpoint, page.At, new MetricsDelta(page, [.. _earlier]), EtcdFailure.None, null) { GoodFor = _goodFor }
            : new(_endpoint, page.At, null, failure.Kind, failure.Message) { GoodFor = _goodFor };
        if (failure is null)
        {
            Keep(page);
        }

        _metrics.Ended(ProbeKind.Page, reading.Failure, _time.GetElapsedTime(started));
        return reading;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>Every etcd since 3.4 has this one; some other program's page would pass for a member without figures.</summary>
    private static ProbeFailure? Foreign(MetricsPage page) =>
        double.IsNaN(page[Series.DbSize]) ? new(EtcdFailure.NotEtcd, "it has none of etcd's figures") : null;

    private void Keep(MetricsPage page)
    {
        _earlier.Enqueue(page);
        while (_earlier.Count > 1 && page.At - _earlier.Peek().At > Window)
        {
            _earlier.Dequeue();
        }
    }
}
