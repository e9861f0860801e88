using Microsoft.Extensions.Logging;

namespace Etcd.Client.Transport;

/// <summary>The members that calls may go to. Sticky: all calls go to one until it fails, then to the one that has failed longest ago or never.</summary>
internal sealed class EndpointSet : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<string, ITransport> _connect;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Endpoint[] _all;
    private Endpoint _current;
    private bool _disposed;

    public EndpointSet(EtcdClientOptions options, Func<string, ITransport> connect)
    {
        _connect = connect;
        _time = options.TimeProvider;
        _logger = options.LoggerFactory.CreateLogger("Etcd.Client");
        _all = [.. options.Endpoints.Distinct(StringComparer.Ordinal).Select(name => new Endpoint(name, connect(name)))];
        _current = _all[(int)(options.Randomizer() * _all.Length)];
    }

    /// <summary>Where calls go now.</summary>
    public Endpoint Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    public int Count => _all.Length;

    /// <summary>All of them, the current one first, then those that failed longest ago.</summary>
    public Endpoint[] InOrder()
    {
        lock (_gate)
        {
            return [_current, .. _all.Where(each => each != _current).OrderBy(each => each.FailedAt)];
        }
    }

    public void Answered(Endpoint endpoint)
    {
        if (endpoint.FailedAt != 0)
        {
            lock (_gate)
            {
                endpoint.FailedAt = 0;
            }
        }
    }

    /// <summary>It is to be avoided; goes on to the next one if it was the current one.</summary>
    public void Failed(Endpoint endpoint, EtcdException failure)
    {
        lock (_gate)
        {
            endpoint.FailedAt = _time.GetTimestamp();
            endpoint.IsVerified = false;
            if (endpoint != _current || _all.Length == 1)
            {
                return;
            }
            _current = _all.Where(each => each != endpoint).MinBy(each => each.FailedAt)!;
        }
        Log.WentElsewhere(_logger, endpoint.Name, Current.Name, failure.Message);
    }

    /// <summary>Uses these from now on; what is no longer among them is closed.</summary>
    public async ValueTask ReplaceAsync(IReadOnlyList<string> names)
    {
        Endpoint[] gone;
        lock (_gate)
        {
            if (_disposed || names.Count == 0)
            {
                return;
            }
            var known = _all.ToDictionary(each => each.Name, StringComparer.Ordinal);
            Endpoint[] next = [.. names.Distinct(StringComparer.Ordinal).Select(name => known.TryGetValue(name, out var kept) ? kept : new Endpoint(name, _connect(name)))];
            gone = [.. _all.Except(next)];
            _all = next;
            _current = next.Contains(_current) ? _current : next[0];
        }
        foreach (var each in gone)
        {
            await each.Transport.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
        }
        foreach (var each in _all)
        {
            await each.Transport.DisposeAsync().ConfigureAwait(false);
        }
    }
}
