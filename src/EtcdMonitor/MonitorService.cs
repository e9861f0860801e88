using EtcdMonitor.Alerts;
using EtcdMonitor.Bundles;
using EtcdMonitor.Channels;
using EtcdMonitor.Channels.Heartbeats;
using EtcdMonitor.Clusters;
using EtcdMonitor.Events;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtcdMonitor;

/// <summary>The monitor: construct it, start it, ask it, stop it.</summary>
/// <example><code>
/// await using MonitorService monitor = new(new() { Clusters = [new() { Endpoints = ["localhost:2379"] }] });
/// await monitor.StartAsync();
/// await monitor.WhenFirstJudgedAsync();
/// Console.WriteLine(monitor.Find("default")!.Verdict.Sentence);
/// </code></example>
public sealed partial class MonitorService : IAsyncDisposable
{
    /// <summary>Wait after a round that failed by a fault of ours.</summary>
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly List<Prober> _probers = [];
    private readonly Dictionary<string, ClusterObserver> _observers = new(StringComparer.Ordinal);
    private readonly List<Task> _watching = [];
    private readonly List<Task> _background = [];
    private readonly TextWriter _alertOutput;
    private readonly RoundMetrics _roundMetrics = new();
    private readonly ProbeMetrics _probeMetrics = new();
    private readonly List<AlertPipeline> _pipelines = [];
    private volatile MonitorLoop[] _loops = [];
    private ChannelSet? _channels;
    private DeliveryWatch? _deliveries;
    private Database? _database;
    private SampleWriter? _samples;
    private History? _history;
    private SilenceBook? _silences;
    private AcknowledgementBook? _acknowledgements;
    private bool _disposed;

    /// <summary>Validates and stores the options; nothing is opened before <see cref="StartAsync"/>.</summary>
    /// <param name="options">All settings.</param>
    /// <param name="loggers">Where it logs; null: nowhere.</param>
    /// <param name="time">Clock; null: the system's.</param>
    /// <param name="alertOutput">Where the console channel writes; null: standard output.</param>
    /// <exception cref="MonitorOptionsException">Options cannot work; it lists all errors.</exception>
    public MonitorService(MonitorOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null, TextWriter? alertOutput = null)
    {
        Options = MonitorOptionsValidator.Validate(options) is { Count: > 0 } errors ? throw new MonitorOptionsException(errors) : options;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _time = time ?? TimeProvider.System;
        _log = _loggers.CreateLogger<MonitorService>();
        _alertOutput = alertOutput ?? Console.Out;
    }

    /// <summary>What it runs with.</summary>
    public MonitorOptions Options { get; }

    /// <summary>The rules that judge; others only where a test shows that each of them is needed.</summary>
    internal IReadOnlyList<IRule> Rules { get; init; } = RuleBook.Default;

    /// <summary>Live updates.</summary>
    public EventFeed Feed { get; } = new();

    /// <summary>Stored events and alerts.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public History History => _history ?? throw new InvalidOperationException("the monitor was not started");

    /// <summary>Why the storage takes no writes; null: it does. The watch goes on without.</summary>
    public StorageTrouble? StorageTrouble => _database?.Health.Trouble;

    /// <summary>Newest snapshot of each cluster, in the order of the options; none before <see cref="StartAsync"/> has them all.</summary>
    public IReadOnlyList<ClusterSnapshot> Snapshots => [.. _loops.Select(loop => loop.Snapshot)];

    /// <summary>Newest snapshot of a cluster; null: there is none of that name.</summary>
    public ClusterSnapshot? Find(string cluster) => _loops.Select(loop => loop.Snapshot).FirstOrDefault(s => s.State.Name == cluster);

    /// <summary>The last rounds of a cluster, to be judged again elsewhere; null: there is none of that name, or nobody was asked yet.</summary>
    public Recording? RecordingOf(string cluster) => _loops.FirstOrDefault(loop => loop.Snapshot.State.Name == cluster)?.Recorder.Read();

    /// <summary>Opens the storage and begins to watch. Returns when every cluster is being probed, not when it was judged.</summary>
    /// <exception cref="StorageException">The storage cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _database = await Database.OpenAsync(Options.Storage.Path, _time, _loggers.CreateLogger<Database>(), cancellationToken).ConfigureAwait(false);
        _history = new History(_database);
        _silences = await SilenceBook.LoadAsync(_database, _time, _loggers.CreateLogger<SilenceBook>(), cancellationToken).ConfigureAwait(false);
        _acknowledgements = await AcknowledgementBook.LoadAsync(_database, _time, _loggers.CreateLogger<AcknowledgementBook>(), cancellationToken).ConfigureAwait(false);
        _samples = new SampleWriter(_database);
        _channels = new ChannelSet(Options.Channels, new Outbox(_database), _time, _loggers.CreateLogger<Dispatcher>(), _alertOutput);
        _background.Add(Task.Run(() => _samples.RunAsync(_abort.Token), CancellationToken.None));
        _background.Add(Task.Run(() => new Retention(_database, Options.Storage, _time, _log).RunAsync(_stop.Token), CancellationToken.None));
        _background.Add(_channels.RunAsync(_stop.Token, _abort.Token));
        _deliveries = new(new Outbox(_database), () => _channels.Names, await PipelineAsync(DeliveryWatch.Name, new Dictionary<string, string>(), cancellationToken).ConfigureAwait(false), new Ledger(_database, _channels.Wake, _time), _time);
        _background.Add(Task.Run(() => _deliveries.RunAsync(_stop.Token), CancellationToken.None));
        _background.Add(Task.Run(() => new Watchdog(() => Options.Channels.Watchdog, _database, _channels.Wake, Stalled, _channels.Watchdog, _time).RunAsync(_stop.Token), CancellationToken.None));
        List<MonitorLoop> loops = [];
        foreach (ClusterOptions cluster in Options.Clusters)
        {
            loops.Add(await LoopAsync(cluster, cancellationToken).ConfigureAwait(false));
        }

        // all at once: the server answers already, and a part of the clusters would look like all of them
        _loops = [.. loops];
        _watching.AddRange(_loops.Select(loop => Task.Run(() => SuperviseAsync(loop), CancellationToken.None)));
        Log.Started(_log, string.Join(", ", Options.Clusters.Select(c => c.Name)));
    }

    /// <summary>Completes when every cluster has its first verdict.</summary>
    public Task WhenFirstJudgedAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(_loops.Select(loop => loop.Judged)).WaitAsync(cancellationToken);

    /// <summary>Has the members' data compared now, whatever the size of their databases: <see cref="HashState"/> tells the result. A member's writes wait about 0.6 ms a megabyte.</summary>
    /// <returns>False: there is no cluster of that name, or it is not watched yet.</returns>
    public bool CompareHashes(string cluster)
    {
        bool known = Find(cluster) is not null;
        if (known)
        {
            _observers[cluster].RequestHashes();
        }

        return known;
    }

    /// <summary>Stops probing, writes what is pending and finishes deliveries under way until <paramref name="cancellationToken"/> fires; what is left stays queued.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_watching).ConfigureAwait(false);
        _samples?.Complete();
        CancellationTokenRegistration late = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _abort);
        await using (late.ConfigureAwait(false))
        {
            try
            {
                await Task.WhenAll(_background).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // the timer of the retention ends like this; a delivery only when its time was up
                if (_abort.IsCancellationRequested && _loops.Length > 0)
                {
                    Log.DrainTimeout(_log);
                }
            }
        }

        if (_loops.Length > 0)
        {
            Log.Stopped(_log);
        }
    }

    /// <summary>Stops at once and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
            foreach (Prober prober in _probers)
            {
                await prober.DisposeAsync().ConfigureAwait(false);
            }

            _channels?.Dispose();
            if (_database is not null)
            {
                await _database.DisposeAsync().ConfigureAwait(false);
            }

            _roundMetrics.Dispose();
            _probeMetrics.Dispose();
            _stop.Dispose();
            _abort.Dispose();
        }
    }

    private async Task<MonitorLoop> LoopAsync(ClusterOptions cluster, CancellationToken cancellationToken)
    {
        Leadership? leadership = await _database!.ReadAsync(c => LeadershipTable.LoadAsync(c, cluster.Name), cancellationToken).ConfigureAwait(false);
        AlertPipeline alerts = await PipelineAsync(cluster.Name, cluster.Labels, cancellationToken).ConfigureAwait(false);
        Prober prober = new(cluster, Options.Probes, _probeMetrics, _time);
        _probers.Add(prober);
        ClusterObserver observer = new(cluster, prober, _time, Options.Hashes);
        _observers.Add(cluster.Name, observer);
        return new MonitorLoop(
            cluster, Options, observer, Rules, alerts, new Ledger(_database, _channels!.Wake, _time),
            _samples!, Feed, _roundMetrics, leadership, _time, _loggers.CreateLogger<MonitorLoop>());
    }

    /// <summary>A fault of ours in one round must not end the watch: it is logged as what it is, and the next round is tried.</summary>
    private async Task SuperviseAsync(MonitorLoop loop)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await loop.RunAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                Log.RoundFailed(_log, e, loop.Snapshot.State.Name, AfterFault.TotalSeconds);
                await Task.Delay(AfterFault, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await loop.FlushAsync().ConfigureAwait(false);
    }
}
