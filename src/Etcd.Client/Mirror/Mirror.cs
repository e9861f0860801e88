using System.Runtime.CompilerServices;
using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>
/// A range in memory, as etcd has it: listed once, then kept up to date by a watch; after a compaction listed again, with the
/// differences told. What Kubernetes calls an informer. Only a lost permission ends it: then <see cref="Current"/> stays, and
/// observers and waiters get the <see cref="EtcdAuthException"/>.
/// </summary>
public sealed class Mirror : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly EtcdClient _client;
    private readonly KeyRange _range;
    private readonly EtcdClientOptions _options;
    private Task _loop = Task.CompletedTask;
    private MirrorStep _last = new(new MirrorChange(RangeSnapshot.Empty, RangeSnapshot.Empty, [], Resynced: false));
    private RangeSnapshot _current = RangeSnapshot.Empty;
    private Watch? _watch;
    private long _freshAt;

    private Mirror(EtcdClient client, KeyRange range, EtcdClientOptions options) => (_client, _range, _options) = (client, range, options);

    /// <summary>The range, at the last revision known.</summary>
    public RangeSnapshot Current => Volatile.Read(ref _current);

    /// <summary>How long ago it was last known to be up to date: zero while the watch lives (a connection that died unnoticed counts as alive for up to two ping intervals, 4 s by default).</summary>
    public TimeSpan Age => _watch is { IsLive: true } ? TimeSpan.Zero : _options.TimeProvider.GetElapsedTime(Volatile.Read(ref _freshAt));

    /// <summary>All of it as created, then every change as it comes, without gaps. Any number of observers; a slow one holds up nobody, and keeps in memory what it has not read.</summary>
    /// <exception cref="EtcdAuthException">The user may not read the range any more.</exception>
    public async IAsyncEnumerable<MirrorChange> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        MirrorStep step;
        RangeSnapshot first;
        lock (_gate)
        {
            (step, first) = (_last, _current);
        }
        yield return new MirrorChange(RangeSnapshot.Empty, first, first.Since(RangeSnapshot.Empty), Resynced: false);
        while (await step.Next.WaitAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            step = next;
            yield return step.Change;
        }
    }

    /// <summary>Waits until the mirror is at least as new as <paramref name="revision"/>, such as the one that your own write made: so you read what you wrote.</summary>
    /// <exception cref="EtcdException">The range cannot be read any more, or etcd did not answer for a request timeout.</exception>
    public async ValueTask<RangeSnapshot> WaitForAsync(Revision revision, CancellationToken cancellationToken = default)
    {
        var pause = new Pause(_options.TimeProvider, _options.Randomizer);
        while (true)
        {
            MirrorStep step;
            lock (_gate)
            {
                if (_current.Revision >= revision)
                {
                    return _current;
                }
                step = _last;
            }
            if (await ComesAsync(step, pause.Next(), cancellationToken).ConfigureAwait(false))
            {
                continue;
            }
            await LookAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends it; observers end without an error. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    internal static async ValueTask<Mirror> OpenAsync(EtcdClient client, KeyRange range, EtcdClientOptions options, CancellationToken cancellationToken)
    {
        var mirror = new Mirror(client, range, options);
        await mirror.ListAsync(cancellationToken).ConfigureAwait(false);
        await mirror.WatchAsync(cancellationToken).ConfigureAwait(false);
        mirror._loop = Task.Run(mirror.RunAsync, CancellationToken.None);
        return mirror;
    }

    private async Task RunAsync()
    {
        var pause = new Pause(_options.TimeProvider, _options.Randomizer);
        EtcdException? end = null;
        while (end is null)
        {
            try
            {
                await FollowAsync().ConfigureAwait(false);
                break;
            }
            catch (EtcdAuthException e)
            {
                end = e;
            }
            catch (EtcdException)
            {
                // compacted, or etcd away while we listed: list again
                await Task.Delay(pause.Next(), _options.TimeProvider, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                break;
            }
        }
        if (_watch is { } watch)
        {
            await watch.DisposeAsync().ConfigureAwait(false);
        }
        _last.End(end);
    }

    private async ValueTask FollowAsync()
    {
        if (_watch is null)
        {
            await ListAsync(_closing.Token).ConfigureAwait(false);
            await WatchAsync(_closing.Token).ConfigureAwait(false);
        }
        try
        {
            await foreach (var batch in _watch!.WithCancellation(_closing.Token).ConfigureAwait(false))
            {
                lock (_gate)
                {
                    if (batch.Revision > _current.Revision)
                    {
                        Publish(_current.After(batch), batch, resynced: false);
                    }
                }
            }
        }
        finally
        {
            Volatile.Write(ref _freshAt, _options.TimeProvider.GetTimestamp());
            await _watch!.DisposeAsync().ConfigureAwait(false);
            _watch = null;
        }
    }

    private async ValueTask WatchAsync(CancellationToken cancellationToken)
        => _watch = await _client.WatchAsync(_range, new WatchOptions { From = Current.Revision.Next, PreviousValues = true }, cancellationToken).ConfigureAwait(false);

    private async ValueTask ListAsync(CancellationToken cancellationToken)
    {
        List<KeyValue> keys = [];
        Revision revision = default;
        await foreach (var page in _client.PagesAsync(_range, default, cancellationToken).ConfigureAwait(false))
        {
            revision = revision == default ? page.Revision : revision;
            keys.AddRange(page);
        }
        lock (_gate)
        {
            var now = RangeSnapshot.Of(revision, keys);
            Volatile.Write(ref _freshAt, _options.TimeProvider.GetTimestamp());
            if (_current.Revision == default)
            {
                Volatile.Write(ref _current, now);
            }
            else if (now.Revision > _current.Revision)
            {
                Publish(now, now.Since(_current), resynced: true);
            }
        }
    }

    // Nothing came: has nothing happened in the range, or is the watch late? A key written since shows by its revision, a deleted one
    // by the count. (A progress request would be the watch's own answer, but before 3.4.25 and 3.5.8 it may overtake events.)
    private async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        var before = Current;
        var (revision, count, changed) = await _client.LookAsync(_range, before.Revision.Next, cancellationToken).ConfigureAwait(false);
        if (changed || count != before.Count)
        {
            return;
        }
        lock (_gate)
        {
            if (ReferenceEquals(_current, before) && revision > before.Revision)
            {
                Volatile.Write(ref _current, before.At(revision));
            }
        }
    }

    private async ValueTask<bool> ComesAsync(MirrorStep step, TimeSpan within, CancellationToken cancellationToken)
    {
        try
        {
            return await step.Next.WaitAsync(within, _options.TimeProvider, cancellationToken).ConfigureAwait(false) is not null
                ? true
                : throw new ObjectDisposedException(nameof(Mirror));
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void Publish(RangeSnapshot now, IReadOnlyList<WatchEvent> events, bool resynced)
    {
        var step = new MirrorStep(new MirrorChange(_current, now, events, resynced));
        Volatile.Write(ref _current, now);
        _last.Follow(step);
        _last = step;
    }
}
