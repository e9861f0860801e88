using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Channels;

internal static class Parcels
{
    /// <summary>Sends one notice.</summary>
    public static Task<Delivery> SendAsync(this IChannel channel, Notice notice, string key, CancellationToken cancellationToken) => channel.SendAsync(new([notice], key), cancellationToken);

    /// <summary>Sends by a channel of that name to a receiver.</summary>
    public static async Task<Delivery> SendAsync(WebhookReceiver receiver, string channel, Parcel parcel, CancellationToken cancellationToken)
    {
        string url = receiver.Url.Split("/hook")[0];
        ChannelOptions options = new()
        {
            PublicUrl = "http://monitor",
            Webhook = new() { Url = new(receiver.Url) },
            Slack = new() { WebhookUrl = new(receiver.Url), Channel = "#etcd" },
            PagerDuty = new() { IntegrationKey = new("a key"), Url = $"{url}/v2/enqueue" },
            Opsgenie = new() { ApiKey = new("a key"), Url = url },
            Teams = new() { WebhookUrl = new(receiver.Url) },
            Discord = new() { WebhookUrl = new(receiver.Url) },
            Telegram = new() { BotToken = new("123:a"), ChatId = "-100", Url = url },
        };
        using HttpReceiver http = new(TimeProvider.System);
        return await ChannelSet.Create(options, channel, http, TimeProvider.System, TextWriter.Null).SendAsync(parcel, cancellationToken);
    }
}
