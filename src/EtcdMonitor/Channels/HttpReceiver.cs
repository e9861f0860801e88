using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EtcdMonitor.Channels;

/// <summary>A receiver that is told by HTTP: sends once and says what the answer means.</summary>
internal sealed class HttpReceiver(TimeProvider time) : IDisposable
{
    /// <summary>As much of an answer as helps to understand it.</summary>
    private const int MaxWords = 200;

    /// <summary>No receiver reads it as HTML, and an escape makes one character six: what is cut to a limit would break it.</summary>
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly HttpClient _http = OutboundGuard.CreateClient();

    /// <summary>Posts an object as JSON with names in snake_case, nulls left out.</summary>
    public Task<Delivery> PostAsync<T>(string url, T body, CancellationToken cancellationToken, Action<HttpRequestHeaders>? headers = null) =>
        PostAsync(url, JsonSerializer.SerializeToUtf8Bytes(body, Options), cancellationToken, headers);

    /// <summary>Posts bytes that are JSON.</summary>
    public async Task<Delivery> PostAsync(string url, byte[] json, CancellationToken cancellationToken, Action<HttpRequestHeaders>? headers = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        headers?.Invoke(request.Headers);
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return await JudgeAsync(response, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Delivery> JudgeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        if (status is >= 200 and < 300)
        {
            return Delivery.Sent;
        }

        string words = await WordsAsync(response, cancellationToken).ConfigureAwait(false);
        string answer = words.Length == 0 ? $"HTTP {status}" : $"HTTP {status}: {words}";
        return status switch
        {
            408 or 425 or 429 or >= 500 => Delivery.Retry(answer, After(response)),
            410 => Delivery.Gone(answer),
            >= 300 and < 400 => Delivery.Refused($"HTTP {status}: it redirects, and redirects are not followed"),
            _ => Delivery.Refused(answer),
        };
    }

    /// <summary>The first words of an answer, which tell what was wrong with the request.</summary>
    private static async Task<string> WordsAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxWords * 4];
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            int read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Cut.To(Cut.OneLine(Encoding.UTF8.GetString(buffer, 0, read)).Trim(), MaxWords);
        }
    }

    /// <summary>What the receiver asks for, at most an hour: a wrong header must not silence a page for a day.</summary>
    private TimeSpan? After(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => null,
        };
        return wait switch
        {
            null => null,
            { Ticks: < 0 } => TimeSpan.Zero,
            { } asked => asked > TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : asked,
        };
    }
}
