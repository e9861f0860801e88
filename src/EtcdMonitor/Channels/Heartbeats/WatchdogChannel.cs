namespace EtcdMonitor.Channels.Heartbeats;

/// <summary>The webhook of the dead man's switch, and what came of the last beat.</summary>
internal sealed class WatchdogChannel(IChannel webhook, WatchdogState state, TimeProvider time) : IChannel
{
    public string Name => Watchdog.Receiver;

    public bool Combines => false;

    public bool KnowsRepeats => true;

    public async Task<Delivery> SendAsync(Parcel parcel, CancellationToken cancellationToken)
    {
        Delivery delivery = await webhook.SendAsync(parcel, cancellationToken).ConfigureAwait(false);
        if (delivery.Outcome == DeliveryOutcome.Sent)
        {
            state.Taken(time.GetUtcNow());
        }
        else
        {
            state.Failed(delivery.Error ?? "it was not taken");
        }

        return delivery;
    }
}
