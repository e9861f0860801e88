using Etcd.Client;
using EtcdMonitor.Clusters;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Probes;

/// <summary>Asks all members of one cluster, all at once: a sick member delays no other beyond its deadline.</summary>
internal sealed class Prober(ClusterOptions cluster, ProbeOptions options, ProbeMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    private readonly Dictionary<string, Target> _targets = new(StringComparer.Ordinal);
    private readonly Suspicion _suspicion = new();
    private readonly Beside<OwnCertificates> _own = new();
    private readonly Beside<CanaryWrite> _writes = new();
    private readonly WriteCanary _canary = new(cluster, options, metrics, time);

    /// <summary>One round over <paramref name="endpoints"/>; members that are not among them any more are let go.</summary>
    public async Task<ProbeRound> AskAsync(IReadOnlyCollection<string> endpoints, SlowQuestions slow, string? writeThrough, CancellationToken cancellationToken)
    {
        await FollowAsync(endpoints).ConfigureAwait(false);
        DateTimeOffset started = time.GetUtcNow();
        MemberAnswers[] answers = await Task.WhenAll(_targets.Values.Select(target => target.Probe.AskAsync(cancellationToken))).ConfigureAwait(false);
        _suspicion.Look(answers, started);
        TimeSpan pages = _suspicion.Holds(started) && Suspicion.Period < options.MetricsInterval ? Suspicion.Period : options.MetricsInterval;
        return new()
        {
            StartedAt = started,
            EndedAt = time.GetUtcNow(),
            Members = [.. answers],
            Pages = [.. _targets.Values.Select(target => target.TakePage(started, pages, cancellationToken)).OfType<MetricsReading>()],
            Slow = await TakeSlowAsync(slow, started, cancellationToken).ConfigureAwait(false),
            Disks = [.. (await Task.WhenAll(_targets.Values.Select(target => target.TakeDiskAsync(started, options.MetricsInterval, cancellationToken))).ConfigureAwait(false)).OfType<DiskReading>()],
            Write = await TakeWriteAsync(started, writeThrough, cancellationToken).ConfigureAwait(false),
        };
    }

    public async ValueTask DisposeAsync() => await FollowAsync([]).ConfigureAwait(false);

    private async ValueTask<CanaryWrite?> TakeWriteAsync(DateTimeOffset now, string? through, CancellationToken cancellationToken)
    {
        CanaryWrite? write = await _writes.TakeAsync().ConfigureAwait(false);
        if (options.WriteCanary.Enabled && through is not null)
        {
            _writes.AskWhenDue(now, options.WriteCanary.Interval, () => _canary.WriteAsync(through, cancellationToken));
        }

        return write;
    }

    private async ValueTask<SlowAnswers> TakeSlowAsync(SlowQuestions slow, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SlowAnswers answers = new() { Own = await _own.TakeAsync().ConfigureAwait(false) };
        _own.AskWhenDue(now, options.HealthCheckInterval, () => OwnCertificates.ReadAsync(cluster.Tls, time, cancellationToken));
        foreach ((string endpoint, Target target) in _targets)
        {
            HashQuestion? hash = slow.Hash is { } question && string.Equals(question.Endpoint, endpoint, StringComparison.Ordinal) ? question : null;
            answers = await target.Slow.TakeAsync(answers, slow.PeerUrls.GetValueOrDefault(endpoint), hash, now, cancellationToken).ConfigureAwait(false);
        }

        return answers;
    }

    private async Task FollowAsync(IReadOnlyCollection<string> endpoints)
    {
        foreach (string gone in _targets.Keys.Except(endpoints, StringComparer.Ordinal).ToArray())
        {
            _targets.Remove(gone, out Target? target);
            await target!.DisposeAsync().ConfigureAwait(false);
        }

        foreach (string endpoint in endpoints.Where(e => !_targets.ContainsKey(e)))
        {
            _targets.Add(endpoint, new Target(endpoint, cluster, options, metrics, time));
        }
    }

    /// <summary>The probes of one endpoint. The page is read beside the rounds, one request in flight, and taken when it is there.</summary>
    private sealed class Target : IAsyncDisposable
    {
        private readonly MetricsProbe _pages;
        private readonly DiskProbe? _disk;
        private readonly Beside<DiskReading> _disks = new();
        private Task<MetricsReading>? _page;
        private DateTimeOffset? _first;
        private DateTimeOffset _asked;

        public Target(string endpoint, ClusterOptions cluster, ProbeOptions options, ProbeMetrics metrics, TimeProvider time)
        {
            Slow = new(endpoint, cluster, options, metrics, time);
            Probe = new(endpoint, cluster, options, metrics, time, Slow.Shown);
            (EtcdConnectionOptions connection, string path) = EndpointOptions.OfPage(endpoint, cluster, options, time, Slow.ShownOnMetrics);
            _pages = new(endpoint, connection, path, options.MetricsInterval, metrics, time);
            _disk = DiskProbe.Of(endpoint, cluster, options, metrics, time);
        }

        public MemberProbe Probe { get; }

        public SlowProbes Slow { get; }

        public async Task<DiskReading?> TakeDiskAsync(DateTimeOffset now, TimeSpan interval, CancellationToken cancellationToken)
        {
            DiskReading? disk = await _disks.TakeAsync().ConfigureAwait(false);
            if (_disk is not null)
            {
                _disks.AskWhenDue(now, interval, () => _disk.ReadAsync(cancellationToken));
            }

            return disk;
        }

        public MetricsReading? TakePage(DateTimeOffset now, TimeSpan interval, CancellationToken cancellationToken)
        {
            MetricsReading? page = null;
            if (_page is { IsCompletedSuccessfully: true })
            {
                page = _page.Result;
                _page = null;
            }

            // the second page soon after the first: rates need two, and nobody wants to wait a whole interval for them
            if (_page is null && (_first is null || now - _asked >= (_asked == _first ? interval / 5 : interval)))
            {
                _first ??= now;
                _asked = now;
                _page = _pages.ReadAsync(cancellationToken);
            }

            return page;
        }

        public async ValueTask DisposeAsync()
        {
            await Probe.DisposeAsync().ConfigureAwait(false);
            await Slow.DisposeAsync().ConfigureAwait(false);
            _pages.Dispose();
            _disk?.Dispose();
        }
    }
}
