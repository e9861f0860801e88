using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;

namespace EtcdMonitor.Channels;

/// <summary>Tries a channel with the settings it has, before it is needed: a notice that says it is a test, and its end, so that no incident stays open.</summary>
public static class ChannelTest
{
    /// <summary>Sends both to one channel, past queue, routes and silences. Never throws but for <paramref name="cancellationToken"/>.</summary>
    /// <param name="options">Settings of the channels; the one that is tried need not be on.</param>
    /// <param name="channel">Its name, one of <see cref="ChannelOptions.All"/>.</param>
    /// <param name="alertOutput">Where the console channel writes.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="time">The clock; null: the system's.</param>
    /// <exception cref="ArgumentException">No channel is called so.</exception>
    public static async Task<ChannelTestResult> RunAsync(
        ChannelOptions options, string channel, TextWriter alertOutput, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        long started = clock.GetTimestamp();
        using HttpReceiver http = new(clock);
        IChannel made = ChannelSet.Create(options, channel, http, clock, alertOutput);
        string? error = await TryAsync(made, NoticeKind.Firing, clock, cancellationToken).ConfigureAwait(false)
            ?? await TryAsync(made, NoticeKind.Resolved, clock, cancellationToken).ConfigureAwait(false);
        return new(channel, error, clock.GetElapsedTime(started));
    }

    private static async Task<string?> TryAsync(IChannel channel, NoticeKind kind, TimeProvider time, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        string id = $"test{now.ToUnixTimeMilliseconds():x}";
        return (await Attempt.MakeAsync(channel, new([Notice(kind, id, now)], $"{id}-{kind}"), time, cancellationToken).ConfigureAwait(false)).Error;
    }

    private static Notice Notice(NoticeKind kind, string id, DateTimeOffset now) => new(
        kind,
        new Alert
        {
            Id = id,
            Generation = 1,
            Cluster = "test",
            Status = kind == NoticeKind.Firing ? AlertStatus.Firing : AlertStatus.Resolved,
            PendingSince = now,
            FiredAt = now,
            ResolvedAt = kind == NoticeKind.Firing ? null : now,
            Finding = new Finding
            {
                Rule = "test",
                Title = "Test",
                Severity = Severity.Info,
                Sentence = "Somebody tries this channel; nothing is wrong",
                Evidence = [new("etcd-monitor alerts test was run")],
            },
        },
        ImmutableDictionary<string, string>.Empty);
}

/// <summary>How a channel took the test.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Error">What the receiver or the network said; null: it took it.</param>
/// <param name="Took">How long both notices took.</param>
public sealed record ChannelTestResult(string Channel, string? Error, TimeSpan Took);
