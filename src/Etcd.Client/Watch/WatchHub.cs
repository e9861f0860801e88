using Etcd.Client.Transport;
using Microsoft.Extensions.Logging;

namespace Etcd.Client;

/// <summary>
/// All watches of a client on one stream, and what a plain stream lacks: when it ends, the next one begins at another
/// member, and each watch goes on right after the last revision it has taken in.
/// </summary>
internal sealed partial class WatchHub : IAsyncDisposable
{
    // A stream without watches stays this long: locks and elections open one watch after another.
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly HashSet<WatchTrack> _tracks = [];
    private readonly Dictionary<long, WatchTrack> _byId = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly ITransport _transport;
    private readonly EtcdClientOptions _options;
    private readonly ILogger _logger;
    private readonly ITimer _idle;
    private WatchLink? _link;
    private Task? _loop;
    private EtcdException? _lastFailure;
    private long _lastId;

    public WatchHub(ITransport transport, EtcdClientOptions options)
    {
        (_transport, _options) = (transport, options);
        _logger = options.LoggerFactory.CreateLogger("Etcd.Client");
        _idle = options.TimeProvider.CreateTimer(static state => ((WatchHub)state!).EndIdle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins a watch; returns once a member has acknowledged it.</summary>
    public async ValueTask<Watch> OpenAsync(KeyRange range, WatchOptions options, KeySpace? space, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Buffer);
        cancellationToken.ThrowIfCancellationRequested();
        var track = new WatchTrack(range, options, space);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, typeof(EtcdClient));
            _tracks.Add(track);
            Attach(track);
            _loop ??= Task.Run(RunAsync, CancellationToken.None);
        }
        try
        {
            await track.Acknowledged.WaitAsync(_options.RequestTimeout, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return new Watch(this, track);
        }
        catch (TimeoutException e)
        {
            Close(track);
            throw NotAcknowledged(e);
        }
        catch
        {
            Close(track);
            throw;
        }
    }

    public void Close(WatchTrack track) => End(track, error: null);

    /// <summary>The reader of a parked watch has caught up.</summary>
    public void GoOn(WatchTrack track)
    {
        lock (_gate)
        {
            if (track.IsParked && _tracks.Contains(track))
            {
                track.GoOn();
                Attach(track);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_gate)
        {
            _ = _closing.CancelAsync();
            foreach (var track in _tracks.ToArray())
            {
                End(track, new ObjectDisposedException(nameof(EtcdClient), "The client was disposed, and its watches with it."));
            }
            _link?.GiveUp();
            loop = _loop;
        }
        await _idle.DisposeAsync().ConfigureAwait(false);
        if (loop is not null)
        {
            await loop.ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        var pause = new Pause(_options.TimeProvider, _options.Randomizer);
        while (true)
        {
            if (await RunLinkAsync().ConfigureAwait(false))
            {
                pause.Reset(); // it worked for a while: the next member at once
            }
            else
            {
                await WaitAsync(pause.Next()).ConfigureAwait(false);
            }
            lock (_gate)
            {
                if (_tracks.Count == 0)
                {
                    _loop = null;
                    return;
                }
            }
        }
    }

    // ---- under the lock

    private void Attach(WatchTrack track)
    {
        if (_link is not { } link)
        {
            return; // the loop does it when it has one
        }
        track.Id = ++_lastId;
        _byId[track.Id] = track;
        link.Send(track.Create());
    }

    private void Detach(WatchTrack track)
    {
        _byId.Remove(track.Id);
        track.Detach();
    }

    private WatchTrack? FirstUnacknowledged() => _byId.Values.Where(track => !track.IsLive).MinBy(track => track.Id);

    private void End(WatchTrack track, Exception? error)
    {
        lock (_gate)
        {
            if (!_tracks.Remove(track))
            {
                return;
            }
            if (_byId.ContainsKey(track.Id))
            {
                _link?.Send(WatchMessages.Cancel(track.Id));
            }
            Detach(track);
            track.End(error);
            if (_tracks.Count == 0 && !_closing.IsCancellationRequested)
            {
                _idle.Change(IdleTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void EndAll(EtcdException error)
    {
        lock (_gate)
        {
            foreach (var track in _tracks.ToArray())
            {
                End(track, error);
            }
        }
    }

    private void DetachAll()
    {
        lock (_gate)
        {
            _link = null;
            foreach (var track in _tracks)
            {
                Detach(track);
            }
        }
    }

    private void EndIdle()
    {
        lock (_gate)
        {
            if (_tracks.Count == 0)
            {
                _link?.GiveUp();
            }
        }
    }

    private EtcdUnavailableException NotAcknowledged(TimeoutException timeout)
    {
        var reason = _lastFailure is { } last ? $" The last failure: {last.Message}" : "";
        return new EtcdUnavailableException($"No member acknowledged the watch within {_options.RequestTimeout.TotalSeconds:0.###} s.{reason}", timeout)
        {
            Code = EtcdErrorCode.Unavailable,
            Failure = _lastFailure?.Failure ?? EtcdFailure.Timeout,
            Method = EtcdMethods.Watch.Name,
            Endpoint = _lastFailure?.Endpoint,
        };
    }

    private async ValueTask WaitAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _options.TimeProvider, _closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // closing: there is nothing left to watch
        }
    }
}
