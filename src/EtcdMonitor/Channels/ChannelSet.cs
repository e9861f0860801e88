using EtcdMonitor.Channels.Console;
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
        _channels = [.. Enabled(options, time, alertOutput)];
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

    private static IEnumerable<IChannel> Enabled(ChannelOptions options, TimeProvider time, TextWriter alertOutput)
    {
        if (options.Console.Enabled)
        {
            yield return new ConsoleChannel(alertOutput);
        }

        if (options.Webhook.Enabled)
        {
            yield return new WebhookChannel(options.Webhook, options.PublicUrl, time);
        }
    }
}
