using System.Collections.Concurrent;
using EtcdMonitor.Channels.Console;
using EtcdMonitor.Channels.Discord;
using EtcdMonitor.Channels.Email;
using EtcdMonitor.Channels.Heartbeats;
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
    private readonly Outbox _outbox;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly TextWriter _alertOutput;
    private readonly DeliveryMetrics _metrics;
    private readonly HttpReceiver _http;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile IReadOnlyList<Dispatcher> _dispatchers;
    private readonly ConcurrentDictionary<string, Dictionary<long, Func<Task>>> _unmarked = new(StringComparer.Ordinal);
    private CancellationTokenSource _until = new();
    private Task _running = Task.CompletedTask;

    public ChannelSet(ChannelOptions options, Outbox outbox, TimeProvider time, ILogger log, TextWriter alertOutput)
    {
        (_outbox, _time, _log, _alertOutput) = (outbox, time, log, alertOutput);
        (_metrics, _http, Watchdog) = (new(outbox, time), new(time), new(time.GetUtcNow()));
        (Names, _dispatchers) = ([.. options.On], Dispatchers(options));
    }

    /// <summary>Names, as in the outbox.</summary>
    public IReadOnlyList<string> Names { get; private set; }

    /// <summary>What came of the heartbeats; their dispatcher is beside those of the channels, and no notice goes there.</summary>
    public WatchdogState Watchdog { get; }

    /// <summary>There is something new in the outbox.</summary>
    public void Wake()
    {
        foreach (Dispatcher dispatcher in _dispatchers)
        {
            dispatcher.Wake();
        }
    }

    /// <summary>Delivers until <paramref name="stop"/>; attempts under way end at the latest by <paramref name="abort"/>.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        Start(stop, abort);
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await _running.ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Delivers by other channels from now on. Attempts under way end first: two dispatchers of a channel would both send what is due.</summary>
    public async Task ReplaceAsync(ChannelOptions options, CancellationToken stop, CancellationToken abort)
    {
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            await _until.CancelAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(false);
            _until.Dispose();
            _until = new();
            (Names, _dispatchers) = ([.. options.On], Dispatchers(options));
            Start(stop, abort);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (Dispatcher dispatcher in _dispatchers)
        {
            dispatcher.Dispose();
        }

        _until.Dispose();
        _turn.Dispose();
        _http.Dispose();
        _metrics.Dispose();
    }

    private IReadOnlyList<Dispatcher> Dispatchers(ChannelOptions options)
    {
        IEnumerable<IChannel> channels = options.On.Select(name => Create(options, name, _http, _time, _alertOutput));
        IEnumerable<IChannel> beats = options.Watchdog.Url is { } url
            ? [new WatchdogChannel(new WebhookChannel(new() { Url = url }, options.PublicUrl, _http, _time), Watchdog, _time)]
            : [];
        return [.. channels.Concat(beats).Select(channel => new Dispatcher(channel, _outbox, _metrics, _time, _log, Random.Shared.NextDouble, _unmarked.GetOrAdd(channel.Name, _ => [])))];
    }

    private void Start(CancellationToken stop, CancellationToken abort)
    {
        CancellationToken until = _until.Token;
        _running = Task.WhenAll(_dispatchers.Select(dispatcher => Task.Run(
            async () =>
            {
                using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, until);
                await dispatcher.RunAsync(either.Token, abort).ConfigureAwait(false);
            },
            CancellationToken.None)));
    }

    /// <summary>The channel of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IChannel Create(ChannelOptions options, string name, HttpReceiver http, TimeProvider time, TextWriter alertOutput) => name switch
    {
        "console" => new ConsoleChannel(alertOutput),
        "webhook" => new WebhookChannel(options.Webhook, options.PublicUrl, http, time),
        "email" => new EmailChannel(options.Email, options.PublicUrl),
        "slack" => new SlackChannel(options.Slack, options.PublicUrl, http),
        "pagerduty" => new PagerDutyChannel(options.PagerDuty, options.PublicUrl, http),
        "opsgenie" => new OpsgenieChannel(options.Opsgenie, options.PublicUrl, http),
        "teams" => new TeamsChannel(options.Teams, options.PublicUrl, http),
        "discord" => new DiscordChannel(options.Discord, options.PublicUrl, http),
        "telegram" => new TelegramChannel(options.Telegram, options.PublicUrl, http),
        _ => throw new ArgumentException($"no channel is called {name}", nameof(name)),
    };
}
