using System.Buffers;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using Etcd.Client;

namespace EtcdMonitor.Probes;

/// <summary>Reads the two small pages by which a member tells what it is and how it was started: <c>/version</c> and <c>/debug/vars</c>.</summary>
internal sealed class IdentityProbe(string endpoint, EtcdConnectionOptions connection, ProbeMetrics metrics, TimeProvider time) : IDisposable
{
    /// <summary>Largest page; etcd's are below 5 KB.</summary>
    private const int MaxBytes = 256 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = EtcdHttp.CreateClient(connection);

    /// <summary>Reads both. Never throws but for <paramref name="cancellationToken"/>.</summary>
    public async Task<IdentityReading> ReadAsync(CancellationToken cancellationToken)
    {
        using ProbeMetrics.Flight flight = metrics.Begin(ProbeKind.Identity);
        long started = time.GetTimestamp();
        DateTimeOffset at = time.GetUtcNow();
        (JsonElement? version, _) = await PageAsync("version", cancellationToken).ConfigureAwait(false);
        (JsonElement? variables, string? missing) = await PageAsync("debug/vars", cancellationToken).ConfigureAwait(false);
        ImmutableArray<string> commandLine = variables is { } page ? CommandLine(page) : [];
        metrics.Ended(ProbeKind.Identity, missing is null ? EtcdFailure.None : EtcdFailure.Other, time.GetElapsedTime(started));
        return new(endpoint, at, Text(version, "etcdcluster"), commandLine, missing ?? (commandLine.IsEmpty ? "GET /debug/vars tells no command line" : null));
    }

    public void Dispose() => _http.Dispose();

    private async Task<(JsonElement? Page, string? Missing)> PageAsync(string path, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(Limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await ReadAsync(path, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"GET /{path} did not answer within {Limit.TotalSeconds:0} s");
        }
        catch (JsonException)
        {
            return (null, $"GET /{path} answers no JSON");
        }
        catch (Exception e) when (ProbeFailure.IsOfTheWay(e))
        {
            return (null, $"GET /{path} fails: {e.GetBaseException().Message.TrimEnd('.')}");
        }
    }

    private async Task<(JsonElement? Page, string? Missing)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            return (null, $"GET /{path} answers HTTP {(int)response.StatusCode}");
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxBytes);
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                int length = await body.ReadAtLeastAsync(buffer.AsMemory(0, MaxBytes), MaxBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return length == MaxBytes ? (null, $"GET /{path} answers more than {MaxBytes / 1024} KiB") : (Parse(buffer.AsMemory(0, length)), null);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static string? Text(JsonElement? page, string name) =>
        page is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ImmutableArray<string> CommandLine(JsonElement page) =>
        page.ValueKind == JsonValueKind.Object && page.TryGetProperty("cmdline", out JsonElement words) && words.ValueKind == JsonValueKind.Array
            ? [.. words.EnumerateArray().Where(w => w.ValueKind == JsonValueKind.String).Select(w => w.GetString()!)]
            : [];
}
