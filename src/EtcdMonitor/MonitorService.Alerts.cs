using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;
using EtcdMonitor.Channels.Heartbeats;
using EtcdMonitor.Rules;
using EtcdMonitor.Storage;

namespace EtcdMonitor;

public sealed partial class MonitorService
{
    /// <summary>Silences.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public SilenceBook Silences => _silences ?? throw new InvalidOperationException("the monitor was not started");

    /// <summary>Who has which incident.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public AcknowledgementBook Acknowledgements => _acknowledgements ?? throw new InvalidOperationException("the monitor was not started");

    /// <summary>Pending and firing alerts of all clusters and of the monitor itself, with what people decided up to this moment: a round comes to it within a second.</summary>
    public IReadOnlyList<Alert> Alerts
    {
        get
        {
            (Decisions decided, DateTimeOffset now) = (Decided(), _time.GetUtcNow());
            IEnumerable<Alert> own = (_deliveries?.Alerts ?? []).Select(alert => decided.Apply(alert, ImmutableDictionary<string, string>.Empty, now));
            return [.. Snapshots.SelectMany(s => s.Alerts.Select(alert => decided.Apply(alert, s.State.Labels, now))), .. own];
        }
    }

    /// <summary>How the heartbeat to the dead man's switch does; null: there is none.</summary>
    public Heartbeat? Heartbeat => Options.Channels.Watchdog is { Url: not null } watchdog ? _channels?.Watchdog.At(_time.GetUtcNow(), watchdog.Interval) : null;

    /// <summary>Channels that gave notices up and delivered none since.</summary>
    public IReadOnlyList<DeliveryTrouble> DeliveryTroubles => _deliveries?.Troubles ?? [];

    /// <summary>Puts other thresholds, routes, receivers and channels in force. All else of <paramref name="next"/> waits for the next start. Deliveries under way end first.</summary>
    /// <exception cref="MonitorOptionsException">Options cannot work; it lists all errors, and nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public async Task ReloadAsync(MonitorOptions next, CancellationToken cancellationToken = default)
    {
        if (MonitorOptionsValidator.Validate(next) is { Count: > 0 } errors)
        {
            throw new MonitorOptionsException(errors);
        }

        ChannelSet channels = _channels ?? throw new InvalidOperationException("the monitor was not started");
        (Options.Thresholds, Options.Alerts, Options.Channels) = (next.Thresholds, next.Alerts, next.Channels);
        foreach (AlertPipeline pipeline in _pipelines)
        {
            pipeline.Reconfigure(next.Alerts, next.Channels.On);
        }

        // what is decided meanwhile waits in the outbox; whoever asked may stop waiting, it is done all the same
        await channels.ReplaceAsync(next.Channels, _stop.Token, _abort.Token).WaitAsync(cancellationToken).ConfigureAwait(false);
        Log.Reloaded(_log);
    }

    /// <summary>Why rounds are not judged; null: they are. A slow one is no reason to call people, one that hangs is.</summary>
    private string? Stalled(DateTimeOffset now)
    {
        TimeSpan patience = TimeSpan.FromSeconds(30) + (Options.Probes.ProbeInterval * 5);
        IReadOnlyList<ClusterSnapshot> snapshots = Snapshots;
        return snapshots.Count == 0 ? "no cluster is watched yet"
            : snapshots.FirstOrDefault(s => s.State.Round == 0) is { } unasked ? $"{unasked.State.Name} was not judged yet"
            : snapshots.FirstOrDefault(s => now - s.State.At > patience) is { } hung ? $"{hung.State.Name} was last judged at {Words.Time(hung.State.At)}"
            : null;
    }

    private Decisions Decided() => _silences is null || _acknowledgements is null ? Decisions.None : new() { Silences = _silences.Unended, Windows = Options.Alerts.Maintenance, Acknowledgements = _acknowledgements.All };

    private async Task<AlertPipeline> PipelineAsync(string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        IReadOnlyList<Alert> stored = await _database!.ReadAsync(c => AlertTable.NewestAsync(c, name), cancellationToken).ConfigureAwait(false);
        AlertPipeline pipeline = new(labels, Options.Alerts, _channels!.Names, stored, Options.Storage.KeepAlerts + TimeSpan.FromDays(1), Decided, Acknowledgements.NextIncident);
        _pipelines.Add(pipeline);
        return pipeline;
    }
}
