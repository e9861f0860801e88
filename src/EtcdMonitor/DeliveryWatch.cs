using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Storage;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor;

/// <summary>Looks after what was not delivered: an alert of its own says so, through whatever channels still work.</summary>
internal sealed class DeliveryWatch(Outbox outbox, Func<IReadOnlyList<string>> channelsOn, AlertPipeline alerts, Ledger ledger, TimeProvider time)
{
    /// <summary>The name that its alerts carry where those of a cluster have the cluster's.</summary>
    public const string Name = "etcd-monitor";

    /// <summary>Its rule, which is none of the book: it looks at no cluster.</summary>
    public const string Rule = "notices_undelivered";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>A channel that has had nothing to deliver for so long since is not known to be broken.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private ImmutableArray<DeliveryTrouble> _troubles = [];
    private long _round;

    /// <summary>Channels that do not deliver.</summary>
    public IReadOnlyList<DeliveryTrouble> Troubles => _troubles;

    /// <summary>Its alerts that are pending or firing.</summary>
    public ImmutableArray<Alert> Alerts => alerts.Active;

    /// <summary>Looks until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(Period, time);
        do
        {
            await LookAsync(stop).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        DateTimeOffset now = time.GetUtcNow();
        try
        {
            await outbox.GiveUpOffAsync(channelsOn(), now - Dispatcher.GiveUpAfter, now, stop).ConfigureAwait(false);
            _troubles = [.. await outbox.TroublesAsync(now - Memory, stop).ConfigureAwait(false)];
        }
        catch (SqliteException)
        {
            return; // that the storage does not answer is told by itself, and what is known stays
        }

        ClusterState state = new() { Name = Name, At = now, Round = ++_round };
        Verdict verdict = new() { Severity = Severity.Healthy, Sentence = "", Tolerance = new(0, 0, 0), Findings = [.. _troubles.Select(Finding)] };
        AlertStep step = alerts.Advance(state, verdict);
        await ledger.WriteAsync(new(Name, now, null, step.Changed, step.Notices, []), stop).ConfigureAwait(false);
    }

    private static Finding Finding(DeliveryTrouble trouble) => new()
    {
        Rule = Rule,
        Title = "Notices are not delivered",
        Severity = Severity.Critical,
        Confidence = Confidence.High,
        Member = trouble.Channel,
        Since = trouble.Since,
        Sentence = $"{trouble.Channel} was not told of {(trouble.Count == 1 ? "an alert" : $"{trouble.Count} notices")}: {trouble.Reason}",
        Evidence = [new($"{trouble.Count} dead {(trouble.Count == 1 ? "letter" : "letters")} for {trouble.Channel} since {Words.Time(trouble.Since)}, none delivered after", trouble.Reason)],
        DoNext =
        [
            new("See what it says to a test", $"etcd-monitor alerts test {trouble.Channel}"),
            new($"Mend the settings under alerts.{trouble.Channel} and have them read again", "kill -HUP $(pidof etcd-monitor)"),
            new("Tell those who were not told: the alerts of that time are in the history"),
        ],
    };
}
