using EtcdMonitor.Channels.Console;
using EtcdMonitor.Channels.Discord;
using EtcdMonitor.Channels.Email;
using EtcdMonitor.Channels.Opsgenie;
using EtcdMonitor.Channels.PagerDuty;
using EtcdMonitor.Channels.Slack;
using EtcdMonitor.Channels.Teams;
using EtcdMonitor.Channels.Telegram;
using EtcdMonitor.Channels.Webhook;
using EtcdMonitor.Storage;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Channels;

/// <summary>The channels that are on, each with a dispatcher of its own.</summary>
internal sealed class ChannelSet : IDisposable
{
    private readonly IReadOnlyList<IChannel> _channels;
    private readonly IReadOnlyList<Dispatcher> _dispatchers;
    private readonly DeliveryMetrics _metrics;

    public ChannelSet(ChannelOptions options, Outbox outbox, TimeProvider time, ILogger log, TextWriter alertOutput)
    {
        _channels = [.. options.On.Select(name => Create(options, name, time, alertOutput))];
        _metrics = new(outbox, time);
        _dispatchers = [.. _channels.Select(channel => new Dispatcher(channel, outbox, _metrics, time, log, Random.Shared.NextDouble))];
    }

    /// <summary>Names, as in the outbox.</summary>
    public IReadOnlyList<string> Names => [.. _channels.Select(channel => channel.Name)];

    /// <summary>There is something new in the outbox.</summary>
    public void Wake()
    {
        foreach (Dispatcher dispatcher in _dispatchers)
        {
            dispatcher.Wake();
        }
    }

    /// <summary>Delivers until <paramref name="stop"/>; attempts under way end at the latest by <paramref name="abort"/>.</summary>
    public Task RunAsync(CancellationToken stop, CancellationToken abort) =>
        Task.WhenAll(_dispatchers.Select(dispatcher => Task.Run(() => dispatcher.RunAsync(stop, abort), CancellationToken.None)));

    public void Dispose()
    {
        foreach (Dispatcher dispatcher in _dispatchers)
        {
            dispatcher.Dispose();
        }

        foreach (IDisposable channel in _channels.OfType<IDisposable>())
        {
            channel.Dispose();
        }

        _metrics.Dispose();
    }

    /// <summary>The channel of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IChannel Create(ChannelOptions options, string name, TimeProvider time, TextWriter alertOutput) => name switch
    {
        "console" => new ConsoleChannel(alertOutput),
        "webhook" => new WebhookChannel(options.Webhook, options.PublicUrl, time),
        "email" => new EmailChannel(options.Email, options.PublicUrl),
        "slack" => new SlackChannel(options.Slack, options.PublicUrl, time),
        "pagerduty" => new PagerDutyChannel(options.PagerDuty, options.PublicUrl, time),
        "opsgenie" => new OpsgenieChannel(options.Opsgenie, options.PublicUrl, time),
        "teams" => new TeamsChannel(options.Teams, options.PublicUrl, time),
        "discord" => new DiscordChannel(options.Discord, options.PublicUrl, time),
        "telegram" => new TelegramChannel(options.Telegram, options.PublicUrl, time),
        _ => throw new ArgumentException($"no channel is called {name}", nameof(name)),
    };
}
