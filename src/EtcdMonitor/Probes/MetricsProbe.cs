using System.Buffers;
using System.Net.Http.Headers;
using Etcd.Client;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Probes;

/// <summary>
/// Reads one member's metrics page as it streams in. A page that is too large, too slow or compressed although nobody asked
/// for it ends the attempt, not the monitor.
/// </summary>
internal sealed class MetricsProbe : IDisposable
{
    /// <summary>Largest page; etcd's are about 150 KB.</summary>
    private const long MaxBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(2);

    /// <summary>How far back pages are kept to compare with.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly string _endpoint;
    private readonly string _path;
    private readonly ProbeMetrics _metrics;
    private readonly TimeSpan _goodFor;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Queue<MetricsPage> _earlier = new();

    /// <summary>Opens nothing yet.</summary>
    /// <param name="endpoint">Whose page it is.</param>
    /// <param name="connection">How to reach it.</param>
    /// <param name="path">Where the page is.</param>
    /// <param name="interval">How often it is read: two that are missing do not make the last one old.</param>
    /// <param name="metrics">Counts the reads.</param>
    /// <param name="time">The clock.</param>
    public MetricsProbe(string endpoint, EtcdConnectionOptions connection, string path, TimeSpan interval, ProbeMetrics metrics, TimeProvider time)
    {
        (_endpoint, _path, _goodFor, _metrics, _time) = (endpoint, path, interval * 3.5, metrics, time);
        _http = EtcdHttp.CreateClient(connection);
    }

    /// <summary>Reads the page once. Never throws but for <paramref name="cancellationToken"/>.</summary>
    public async Task<MetricsReading> ReadAsync(CancellationToken cancellationToken)
    {
        using ProbeMetrics.Flight flight = _metrics.Begin(ProbeKind.Page);
        long started = _time.GetTimestamp();
        MetricsReading reading = await TryReadAsync(cancellationToken).ConfigureAwait(false);
        _metrics.Ended(ProbeKind.Page, reading.Failure, _time.GetElapsedTime(started));
        return reading;
    }

    public void Dispose() => _http.Dispose();

    private async Task<MetricsReading> TryReadAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(FirstByte, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        DateTimeOffset at = _time.GetUtcNow();
        try
        {
            MetricsPage page = await ReadAsync(new MetricsPage(at), deadline, either.Token).ConfigureAwait(false);
            MetricsDelta delta = new(page, [.. _earlier]);
            Keep(page);
            return new(_endpoint, at, delta, EtcdFailure.None, null) { GoodFor = _goodFor };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Missing(at, EtcdFailure.Timeout, $"it did not arrive within {Whole.TotalSeconds:0} s");
        }
        catch (MetricsPageTooLargeException e)
        {
            return Missing(at, EtcdFailure.TooLarge, e.Message);
        }
        catch (InvalidDataException e)
        {
            return Missing(at, EtcdFailure.NotEtcd, e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // calls over the same way fail too and are classified there: this says only that the page is no exception
            return Missing(at, EtcdFailure.ConnectionLost, e.GetBaseException().Message.TrimEnd('.'));
        }
    }

    private MetricsReading Missing(DateTimeOffset at, EtcdFailure kind, string why) => new(_endpoint, at, null, kind, why) { GoodFor = _goodFor };

    private void Keep(MetricsPage page)
    {
        _earlier.Enqueue(page);
        while (_earlier.Count > 1 && page.At - _earlier.Peek().At > Window)
        {
            _earlier.Dequeue();
        }
    }

    private async Task<MetricsPage> ReadAsync(MetricsPage page, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidDataException($"the answer is HTTP {(int)response.StatusCode}");
        }

        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            throw new InvalidDataException("it is compressed although that was not asked for");
        }

        deadline.CancelAfter(Whole - FirstByte);
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await ParseAsync(body, new PrometheusText(page), cancellationToken).ConfigureAwait(false);
        }

        // every etcd since 3.4 has this one; some other program's page would pass for a member without figures
        return double.IsNaN(page[Series.DbSize]) ? throw new InvalidDataException("it has none of etcd's figures") : page;
    }

    private static async Task ParseAsync(Stream body, PrometheusText parser, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long total = 0;
            int held = 0;
            while (await body.ReadAsync(buffer.AsMemory(held), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                if ((total += read) > MaxBytes)
                {
                    throw new MetricsPageTooLargeException($"it is larger than {MaxBytes / 1024 / 1024} MiB");
                }

                held += read;
                int used = parser.Read(buffer.AsSpan(0, held), end: false);
                buffer.AsSpan(used, held - used).CopyTo(buffer);
                held -= used;
            }

            parser.Read(buffer.AsSpan(0, held), end: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
