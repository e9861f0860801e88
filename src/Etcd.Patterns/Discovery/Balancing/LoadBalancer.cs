using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// Picks an instance for each request, out of memory: the instances of each service that was ever asked for are mirrored, and stay the last
/// known ones while etcd is away. Passed over, as long as there are others: the unhealthy, and those that a
/// <see cref="ServicePick.ReportFailure"/> has ejected for a while. When nobody is left that way, all are tried rather than none: verdicts
/// can be wrong, all at once too. An instance of weight 0 is drained and never picked. Thread-safe; one a process is enough.
/// </summary>
public sealed class LoadBalancer : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ServicePool> _pools = new(StringComparer.Ordinal);
    private readonly ServiceRegistry _registry;
    private readonly LoadBalancingStrategy _strategy;
    private readonly Func<ServiceInstance, bool>? _where;
    private bool _disposed;

    /// <summary>A load balancer over all instances. Meets the network at the first pick of a service.</summary>
    public LoadBalancer(ServiceRegistry registry, LoadBalancingStrategy strategy)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(strategy);
        (_registry, _strategy) = (registry, strategy);
    }

    /// <summary>A load balancer over some of the instances, such as those of a region or a version.</summary>
    /// <param name="registry">Where the instances are.</param>
    /// <param name="strategy">How to choose.</param>
    /// <param name="where">Which instances to choose from; asked when they change, not at each pick. What it throws comes out of the pick.</param>
    public LoadBalancer(ServiceRegistry registry, LoadBalancingStrategy strategy, Func<ServiceInstance, bool> where)
        : this(registry, strategy)
    {
        ArgumentNullException.ThrowIfNull(where);
        _where = where;
    }

    /// <summary>An instance for one request. Dispose the pick when the request is over.</summary>
    /// <exception cref="NoInstanceException">None is registered, or all are drained.</exception>
    /// <exception cref="ArgumentException">It is no name of a service.</exception>
    /// <exception cref="EtcdException">This is the first pick of the service, and its instances cannot be read.</exception>
    public ValueTask<ServicePick> PickAsync(string service, CancellationToken cancellationToken = default)
        => PickAsync(service, affinity: null, cancellationToken);

    /// <summary>An instance for one request. Dispose the pick when the request is over.</summary>
    /// <param name="service">The service.</param>
    /// <param name="affinity">For <see cref="LoadBalancingStrategy.ConsistentHash"/>: what shall go to the same instance, such as a user's id. Null: none.</param>
    /// <param name="cancellationToken">Ends the wait for the service's first instances.</param>
    /// <exception cref="NoInstanceException">None is registered, or all are drained.</exception>
    /// <exception cref="ArgumentException">It is no name of a service.</exception>
    /// <exception cref="EtcdException">This is the first pick of the service, and its instances cannot be read.</exception>
    public async ValueTask<ServicePick> PickAsync(string service, string? affinity, CancellationToken cancellationToken = default)
        => await TryPickAsync(service, affinity, cancellationToken).ConfigureAwait(false) ?? throw NoInstanceException.Of(service);

    /// <summary>An instance for one request; null when none is registered, or all are drained.</summary>
    /// <exception cref="ArgumentException">It is no name of a service.</exception>
    /// <exception cref="EtcdException">This is the first pick of the service, and its instances cannot be read.</exception>
    public ValueTask<ServicePick?> TryPickAsync(string service, CancellationToken cancellationToken = default)
        => TryPickAsync(service, affinity: null, cancellationToken);

    /// <summary>An instance for one request; null when none is registered, or all are drained.</summary>
    /// <param name="service">The service.</param>
    /// <param name="affinity">For <see cref="LoadBalancingStrategy.ConsistentHash"/>: what shall go to the same instance, such as a user's id. Null: none.</param>
    /// <param name="cancellationToken">Ends the wait for the service's first instances.</param>
    /// <exception cref="ArgumentException">It is no name of a service.</exception>
    /// <exception cref="EtcdException">This is the first pick of the service, and its instances cannot be read.</exception>
    public async ValueTask<ServicePick?> TryPickAsync(string service, string? affinity, CancellationToken cancellationToken = default)
    {
        var pool = PoolOf(service);
        await pool.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return pool.TryPick(affinity);
    }

    /// <summary>Ends the mirrors; picks that are out stay valid. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        ServicePool[] pools;
        lock (_gate)
        {
            _disposed = true;
            pools = [.. _pools.Values];
        }
        foreach (var pool in pools)
        {
            await pool.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ServicePool PoolOf(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_pools.TryGetValue(service, out var pool))
            {
                _registry.RangeOf(service);
                pool = new ServicePool(_registry.Client.TimeProvider, _registry.Client.Randomizer, _strategy, _where);
                pool.Follow(_registry, service);
                _pools.Add(service, pool);
            }
            return pool;
        }
    }
}
