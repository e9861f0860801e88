using System.Collections.Immutable;
using EtcdMonitor.Clusters;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Probes;

/// <summary>
/// Asks all members of one cluster, all at once. A round waits for the answers, and for no longer than the interval: whoever takes longer is left out of
/// it, and its answers come with the round in which they are there.
/// </summary>
internal sealed class Prober(ClusterOptions cluster, ProbeOptions options, ProbeMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Questions that are a raft entry each are not asked more often than this, whatever the configuration says.</summary>
    private static readonly TimeSpan LeastClusterPeriod = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, EndpointProbes> _probes = new(StringComparer.Ordinal);
    private readonly Suspicion _suspicion = new();
    private readonly Beside<ClusterAnswers> _cluster = new();
    private readonly Beside<OwnCertificates> _own = new();
    private readonly Beside<CanaryWrite> _writes = new();
    private readonly WriteCanary _canary = new(cluster, options, metrics, time);

    /// <summary>One round over <paramref name="targets"/>; endpoints that are not among them any more are let go.</summary>
    /// <param name="targets">Whom to ask.</param>
    /// <param name="voices">Endpoints through which a quorum served in the round before: one of them, another each time, is asked what costs a raft entry. None: nobody is, it would hang.</param>
    /// <param name="slow">What is asked beside the rounds.</param>
    /// <param name="writeThrough">Endpoint that a canary may write through; null: none may now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ProbeRound> AskAsync(IReadOnlyCollection<Target> targets, IReadOnlyList<string> voices, SlowQuestions slow, string? writeThrough, CancellationToken cancellationToken)
    {
        await FollowAsync(targets, cancellationToken).ConfigureAwait(false);
        DateTimeOffset started = time.GetUtcNow();
        await WaitAsync(Task.WhenAll(_probes.Values.Select(probes => probes.Begin(started))), cancellationToken).ConfigureAwait(false);

        ImmutableArray<MemberAnswers>.Builder members = ImmutableArray.CreateBuilder<MemberAnswers>();
        ImmutableArray<string>.Builder waiting = ImmutableArray.CreateBuilder<string>();
        foreach (EndpointProbes probes in _probes.Values)
        {
            if (await probes.TakeAsync().ConfigureAwait(false) is { } answers)
            {
                members.Add(answers);
            }
            else
            {
                waiting.Add(probes.Target.Endpoint);
            }
        }

        _suspicion.Look(_probes.Values.Where(p => !p.Target.Seldom).Select(p => p.Last).OfType<MemberAnswers>(), started);
        TimeSpan pages = _suspicion.Holds(started) && Suspicion.Period < options.MetricsInterval ? Suspicion.Period : options.MetricsInterval;
        return new()
        {
            StartedAt = started,
            EndedAt = time.GetUtcNow(),
            Members = members.ToImmutable(),
            Waiting = waiting.ToImmutable(),
            Cluster = await TakeClusterAsync(started, voices).ConfigureAwait(false),
            Pages = [.. (await Task.WhenAll(_probes.Values.Select(probes => probes.TakePageAsync(started, pages))).ConfigureAwait(false)).OfType<MetricsReading>()],
            Slow = await TakeSlowAsync(slow, started, cancellationToken).ConfigureAwait(false),
            Disks = [.. (await Task.WhenAll(_probes.Values.Select(probes => probes.TakeDiskAsync(started, options.MetricsInterval))).ConfigureAwait(false)).OfType<DiskReading>()],
            Write = await TakeWriteAsync(started, writeThrough, cancellationToken).ConfigureAwait(false),
        };
    }

    public async ValueTask DisposeAsync() => await FollowAsync([], default).ConfigureAwait(false);

    private async ValueTask<ClusterAnswers?> TakeClusterAsync(DateTimeOffset now, IReadOnlyList<string> voices)
    {
        ClusterAnswers? answers = await _cluster.TakeAsync().ConfigureAwait(false);
        if (voices.Count > 0 && _probes.TryGetValue(voices[_cluster.Count % voices.Count], out EndpointProbes? probes))
        {
            _cluster.AskWhenDue(now, options.HealthCheckInterval < LeastClusterPeriod ? LeastClusterPeriod : options.HealthCheckInterval, probes.AskClusterAsync);
        }

        return answers;
    }

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
        foreach ((string endpoint, EndpointProbes probes) in _probes)
        {
            HashQuestion? hash = slow.Hash is { } question && string.Equals(question.Endpoint, endpoint, StringComparison.Ordinal) ? question : null;
            answers = await probes.TakeSlowAsync(answers, slow.PeerUrls.GetValueOrDefault(endpoint), hash, now).ConfigureAwait(false);
        }

        return answers;
    }

    private async Task WaitAsync(Task answers, CancellationToken cancellationToken)
    {
        if (options.ProbeTimeout <= options.ProbeInterval)
        {
            await answers.ConfigureAwait(false); // each has its deadline
            return;
        }

        try
        {
            await answers.WaitAsync(options.ProbeInterval, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // somebody is late: the others are judged without
        }
    }

    private async Task FollowAsync(IReadOnlyCollection<Target> targets, CancellationToken cancellationToken)
    {
        foreach (string gone in _probes.Keys.Except(targets.Select(t => t.Endpoint), StringComparer.Ordinal).ToArray())
        {
            _probes.Remove(gone, out EndpointProbes? probes);
            await probes!.DisposeAsync().ConfigureAwait(false);
        }

        foreach (Target target in targets)
        {
            if (_probes.TryGetValue(target.Endpoint, out EndpointProbes? probes))
            {
                probes.Target = target;
            }
            else
            {
                _probes.Add(target.Endpoint, new EndpointProbes(target, cluster, options, metrics, time, cancellationToken));
            }
        }
    }
}
