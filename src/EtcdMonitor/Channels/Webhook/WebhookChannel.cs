namespace EtcdMonitor.Channels.Webhook;

/// <summary>Sends each notice as one signed request. Follows no redirect: a receiver that moved is to be configured anew.</summary>
internal sealed class WebhookChannel(WebhookOptions options, string publicUrl, HttpReceiver http, TimeProvider time) : IChannel
{
    private readonly byte[][] _keys = [.. options.Secrets.Select(WebhookSignature.Key).OfType<byte[]>()];
    private bool _gone;

    public string Name => "webhook";

    public bool KnowsRepeats => true;

    public async Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        if (_gone)
        {
            return Delivery.Refused("the receiver answered 410 Gone before and is off until the next start");
        }

        byte[] body = WebhookBody.Of(parcel, publicUrl);
        Delivery delivery = await http.PostAsync(options.Url!.Reveal(), body, cancellationToken, headers =>
        {
            foreach ((string name, string value) in WebhookSignature.Headers(parcel.Key, time.GetUtcNow(), body, _keys))
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
}
