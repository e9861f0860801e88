namespace Etcd.Patterns;

/// <summary>The instance for one request. Dispose it when the request is over: until then it counts as in flight. Thread-safe.</summary>
public sealed class ServicePick : IDisposable
{
    private const int Open = 0;
    private const int Failed = 1;
    private const int Closed = 2;

    private readonly ServicePool _pool;
    private readonly PooledInstance _pooled;
    private int _state;

    internal ServicePick(ServicePool pool, PooledInstance pooled)
    {
        (_pool, _pooled) = (pool, pooled);
        Instance = pooled.Instance;
    }

    /// <summary>The instance, as it was when it was picked.</summary>
    public ServiceInstance Instance { get; }

    /// <summary>
    /// The request failed by the instance's fault: this load balancer passes it over for 1 s, doubled each time it fails again after that, up to
    /// 30 s; a request that ends without this call starts it anew. Others are not told: that is what a <see cref="HealthCheck"/> is for. After the dispose it does nothing.
    /// </summary>
    public void ReportFailure()
    {
        if (Interlocked.CompareExchange(ref _state, Failed, Open) == Open)
        {
            _pool.Eject(_pooled);
        }
    }

    /// <summary>The request is over. Once is enough; more do nothing.</summary>
    public void Dispose()
    {
        var was = Interlocked.Exchange(ref _state, Closed);
        if (was != Closed)
        {
            _pool.Release(_pooled, succeeded: was == Open);
        }
    }
}
