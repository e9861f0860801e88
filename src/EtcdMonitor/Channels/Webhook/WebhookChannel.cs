using System.Net;
using System.Net.Http.Headers;
using EtcdMonitor.Alerts;

namespace EtcdMonitor.Channels.Webhook;

/// <summary>Sends each notice as one signed request. Follows no redirect: a receiver that moved is to be configured anew.</summary>
internal sealed class WebhookChannel : IChannel, IDisposable
{
    private readonly HttpClient _http;
    private readonly WebhookOptions _options;
    private readonly string _externalUrl;
    private readonly TimeProvider _time;
    private readonly byte[][] _keys;
    private bool _gone;

    public WebhookChannel(WebhookOptions options, string externalUrl, TimeProvider time)
    {
        (_options, _externalUrl, _time) = (options, externalUrl, time);
        _keys = [.. options.Secrets.Select(WebhookSignature.Key).OfType<byte[]>()];
        _http = OutboundGuard.CreateClient();
    }

    public string Name => "webhook";

    public async Task<Delivery> SendAsync(Notice notice, string key, CancellationToken cancellationToken)
    {
        if (_gone)
        {
            return Delivery.Refused("the receiver answered 410 Gone before and is off until the next start");
        }

        byte[] body = WebhookBody.Of(notice, _externalUrl);
        using HttpRequestMessage request = new(HttpMethod.Post, _options.Url!.Reveal()) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach ((string name, string value) in WebhookSignature.Headers(key, _time.GetUtcNow(), body, _keys))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        foreach ((string name, Secret value) in _options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Reveal());
        }

        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return Judge(response);
    }

    public void Dispose() => _http.Dispose();

    private Delivery Judge(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        string answer = $"HTTP {status}";
        _gone |= response.StatusCode == HttpStatusCode.Gone;
        return status switch
        {
            >= 200 and < 300 => Delivery.Sent,
            408 or 425 or 429 or >= 500 => Delivery.Retry(answer, After(response)),
            >= 300 and < 400 => Delivery.Refused($"{answer}: it redirects, and redirects are not followed"),
            _ => Delivery.Refused(answer),
        };
    }

    /// <summary>What the receiver asks for, at most an hour: a wrong header must not silence a page for a day.</summary>
    private TimeSpan? After(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
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
