using Etcd.Client;
using EtcdMonitor.Clusters;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Probes;

/// <summary>
/// The probes of one endpoint. At most one round of questions is in flight: a member whose answers take longer than a round is asked again when they
/// are there. The page is read beside the rounds, one request in flight, and taken when it is there.
/// </summary>
internal sealed class EndpointProbes : IAsyncDisposable
{
    private readonly ProbeOptions _options;
    private readonly SlowProbes _beside;
    private readonly MemberProbe _member;
    private readonly MetricsProbe _pages;
    private readonly DiskProbe? _disk;
    private readonly Beside<MetricsReading> _page = new();
    private readonly Beside<DiskReading> _disks = new();
    private readonly CancellationTokenSource _gone;
    private Task<MemberAnswers>? _round;
    private DateTimeOffset _nextRound;
    private bool _slow;

    public EndpointProbes(Target target, ClusterOptions cluster, ProbeOptions options, ProbeMetrics metrics, TimeProvider time, CancellationToken cancellationToken)
    {
        (Target, _options) = (target, options);
        _beside = new(target.Endpoint, cluster, options, metrics, time);
        _member = new(target.Endpoint, cluster, options, metrics, time, _beside.Shown);
        (EtcdConnectionOptions connection, string path) = EndpointOptions.OfPage(target.Endpoint, cluster, options, time, _beside.ShownOnMetrics);
        _pages = new(target.Endpoint, connection, path, options.MetricsInterval, metrics, time);
        _disk = DiskProbe.Of(target.Endpoint, cluster, options, metrics, time);
        _gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>What to ask; its endpoint never changes.</summary>
    public Target Target { get; set; }

    /// <summary>The last answers; null: none came yet.</summary>
    public MemberAnswers? Last { get; private set; }

    /// <summary>Asks, when it is due and no round is in flight.</summary>
    /// <returns>What the round waits for: nothing, where deadlines are longer than the interval, for a member that was slow the last time and must not make the others wait.</returns>
    public Task Begin(DateTimeOffset now)
    {
        if (_round is not null || now < _nextRound)
        {
            return Task.CompletedTask;
        }

        _nextRound = Target.Seldom ? now + _options.HealthCheckInterval : default;
        _round = _member.AskAsync(Target.IsLearner, _gone.Token);
        return _slow && _options.ProbeTimeout > _options.ProbeInterval ? Task.CompletedTask : _round;
    }

    /// <summary>The answers, once; null: they are not there yet, or none were asked for.</summary>
    public async ValueTask<MemberAnswers?> TakeAsync()
    {
        if (_round is not { IsCompleted: true } round)
        {
            return null;
        }

        _round = null;
        Last = await round.ConfigureAwait(false);
        _slow = Last.Longest > _options.ProbeInterval;
        return Last;
    }

    /// <summary>Asks for the cluster as a whole, beside the rounds.</summary>
    public Task<ClusterAnswers> AskClusterAsync() => _member.AskClusterAsync(_gone.Token);

    /// <summary>The page that arrived since; asks for the next one when <paramref name="interval"/> is over.</summary>
    public async Task<MetricsReading?> TakePageAsync(DateTimeOffset now, TimeSpan interval)
    {
        MetricsReading? page = await _page.TakeAsync().ConfigureAwait(false);

        // the second page soon after the first: rates need two, and nobody wants to wait a whole interval for them
        _page.AskWhenDue(now, Target.Seldom ? _options.HealthCheckInterval : _page.Count == 1 ? interval / 5 : interval, () => _pages.ReadAsync(_gone.Token));
        return page;
    }

    /// <summary>What its node exporter said since, and asks again when <paramref name="interval"/> is over.</summary>
    public async Task<DiskReading?> TakeDiskAsync(DateTimeOffset now, TimeSpan interval)
    {
        DiskReading? disk = await _disks.TakeAsync().ConfigureAwait(false);
        if (_disk is not null)
        {
            _disks.AskWhenDue(now, interval, () => _disk.ReadAsync(_gone.Token));
        }

        return disk;
    }

    /// <summary>What came beside the rounds, and asks for what is due.</summary>
    public ValueTask<SlowAnswers> TakeSlowAsync(SlowAnswers answers, string? peerUrl, HashQuestion? hash, DateTimeOffset now) =>
        _beside.TakeAsync(answers, peerUrl, hash, now, _gone.Token);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync().ConfigureAwait(false);
        await _member.DisposeAsync().ConfigureAwait(false);
        await _beside.DisposeAsync().ConfigureAwait(false);
        _pages.Dispose();
        _disk?.Dispose();

        // whatever they still bring is for nobody
        await Task.WhenAll(_round ?? Task.CompletedTask, _page.UnderWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _gone.Dispose();
    }
}
