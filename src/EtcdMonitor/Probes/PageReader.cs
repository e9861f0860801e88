using System.Buffers;
using System.Net.Http.Headers;
using Etcd.Client;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Probes;

/// <summary>
/// Reads a page in the Prometheus text format as it streams in. One that is too large, too slow or compressed although nobody asked
/// for it ends the attempt, not the monitor.
/// </summary>
internal sealed class PageReader(EtcdConnectionOptions connection, string path, TimeProvider time) : IDisposable
{
    /// <summary>Largest page; etcd's are about 150 KB.</summary>
    private const long MaxBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan FirstByte = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = EtcdHttp.CreateClient(connection);

    /// <summary>Reads the page once. Null: it was read; else why not. Never throws but for <paramref name="cancellationToken"/>.</summary>
    public async Task<ProbeFailure?> ReadAsync<TPage>(PrometheusText<TPage> parser, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(FirstByte, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await TryReadAsync(parser, deadline, either.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(EtcdFailure.Timeout, $"it did not arrive within {Whole.TotalSeconds:0} s");
        }
        catch (MetricsPageTooLargeException e)
        {
            return new(EtcdFailure.TooLarge, e.Message);
        }
        catch (InvalidDataException e)
        {
            return new(EtcdFailure.NotEtcd, e.Message);
        }
        catch (Exception e) when (ProbeFailure.IsOfTheWay(e))
        {
            // calls over the same way fail too and are classified there: this says only that the page is no exception
            return new(EtcdFailure.ConnectionLost, e.GetBaseException().Message.TrimEnd('.'));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task TryReadAsync<TPage>(PrometheusText<TPage> parser, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
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
            await ParseAsync(body, parser, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ParseAsync<TPage>(Stream body, PrometheusText<TPage> parser, CancellationToken cancellationToken)
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
