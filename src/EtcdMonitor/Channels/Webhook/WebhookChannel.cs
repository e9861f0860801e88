using EtcdMonitor.Alerts;

namespace EtcdMonitor.Channels.Webhook;

/// <summary>Sends each notice as one signed request. Follows no redirect: a receiver that moved is to be configured anew.</summary>
internal sealed class WebhookChannel(WebhookOptions options, string publicUrl, TimeProvider time) : IChannel, IDisposable
{
    private readonly HttpReceiver _receiver = new(time);
    private readonly byte[][] _keys = [.. options.Secrets.Select(WebhookSignature.Key).OfType<byte[]>()];
    private bool _gone;

    public string Name => "webhook";

    public async Task<Delivery> SendAsync(Notice notice, string key, CancellationToken cancellationToken)
    {
        if (_gone)
        {
            return Delivery.Refused("the receiver answered 410 Gone before and is off until the next start");
        }

        byte[] body = WebhookBody.Of(notice, publicUrl);
        Delivery delivery = await _receiver.PostAsync(options.Url!.Reveal(), body, cancellationToken, headers =>
        {
            foreach ((string name, string value) in WebhookSignature.Headers(key, time.GetUtcNow(), body, _keys))
            {
                headers.TryAddWithoutValidation(name, value);
            }

            foreach ((string name, Secret value) in options.Headers)
            {
                headers.TryAddWithoutValidation(name, value.Reveal());
            }
        }).ConfigureAwait(false);
        _gone |= delivery.IsGone;
        return delivery;
    }

    public void Dispose() => _receiver.Dispose();
}
