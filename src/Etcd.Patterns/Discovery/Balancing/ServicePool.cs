using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>The instances of one service as a load balancer has them, and what it knows of each by itself.</summary>
internal sealed class ServicePool(TimeProvider time, Func<double> randomizer, LoadBalancingStrategy strategy, Func<ServiceInstance, bool>? where) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _following = Task.CompletedTask;
    private TaskCompletionSource _ready = NewSignal();
    private Dictionary<string, PooledInstance> _all = new(StringComparer.Ordinal);
    private PooledInstance[] _candidates = [];
    private ServiceInstance[] _instances = [];
    private int[] _inFlight = [];
    private bool _stale;
    private long _nextReturn = long.MaxValue;
    private long _turn = (long)(randomizer() * int.MaxValue); // by chance, so that many processes do not all begin with the first instance

    /// <summary>Keeps the instances as the registry has them, until it is disposed.</summary>
    public void Follow(ServiceRegistry registry, string service)
        => _following = Task.Run(() => FollowAsync(registry, service), CancellationToken.None);

    /// <summary>Waits until the instances are known.</summary>
    /// <exception cref="EtcdException">They cannot be read; it goes on trying.</exception>
    public async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        Task ready;
        lock (_gate)
        {
            ready = _ready.Task;
        }
        await ready.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>These are the instances now. Who stays at its address keeps what is known of it.</summary>
    public void Update(IEnumerable<ServiceInstance> now)
    {
        lock (_gate)
        {
            Dictionary<string, PooledInstance> all = new(StringComparer.Ordinal);
            foreach (var instance in now)
            {
                var stays = _all.TryGetValue(instance.Id, out var old) && old.Instance.Authority == instance.Authority;
                var each = stays ? old! : new PooledInstance();
                each.Instance = instance;
                all[instance.Id] = each;
            }
            _all = all;
            _stale = true;
            _ready.TrySetResult();
        }
    }

    /// <summary>Chooses, and counts the request; null when there is nobody to choose.</summary>
    public ServicePick? TryPick(string? affinity)
    {
        lock (_gate)
        {
            if (_stale || (_nextReturn != long.MaxValue && time.GetTimestamp() >= _nextReturn))
            {
                Choose();
            }
            if (_candidates.Length == 0)
            {
                return null;
            }
            var context = new LoadBalancingContext { Instances = _instances, InFlight = _inFlight, Turn = _turn, Affinity = affinity, Random = randomizer() };
            _turn = (_turn + 1) & long.MaxValue;
            var chosen = strategy.Choose(in context);
            if ((uint)chosen >= (uint)_candidates.Length)
            {
                throw new InvalidOperationException($"{strategy.GetType().Name} chose number {chosen} of {_candidates.Length} instances; it must be 0 to {_candidates.Length - 1}.");
            }
            Count(_candidates[chosen], 1);
            return new ServicePick(this, _candidates[chosen]);
        }
    }

    /// <summary>A request is over.</summary>
    public void Release(PooledInstance instance, bool succeeded)
    {
        lock (_gate)
        {
            Count(instance, -1);
            if (succeeded && !instance.IsEjected(time.GetTimestamp()))
            {
                instance.FailuresInRow = 0;
            }
        }
    }

    /// <summary>A request failed: ejects the instance for a while, longer each time in a row.</summary>
    public void Eject(PooledInstance instance)
    {
        lock (_gate)
        {
            instance.Eject(time);
            _stale = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
    }

    private async Task FollowAsync(ServiceRegistry registry, string service)
    {
        var backoff = new Backoff(time, randomizer);
        while (true)
        {
            try
            {
                var mirror = await registry.MirrorAsync(service, _closing.Token).ConfigureAwait(false);
                await using var _ = mirror.ConfigureAwait(false);
                await foreach (var change in mirror.ObserveAsync(_closing.Token).ConfigureAwait(false))
                {
                    Update(change.After.Values.Select(registry.Read).OfType<ServiceInstance>());
                    backoff.Reset();
                }
            }
            catch (EtcdException e)
            {
                Fail(e); // whoever waits is told; who has been served before keeps what was known
                await backoff.WaitAsync(_closing.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                Fail(new ObjectDisposedException(nameof(LoadBalancer)));
                return;
            }
        }
    }

    private void Fail(Exception error)
    {
        lock (_gate)
        {
            if (!_ready.Task.IsCompleted)
            {
                var waiting = _ready;
                _ready = error is ObjectDisposedException ? _ready : NewSignal();
                waiting.TrySetException(error);
                _ = waiting.Task.Exception; // seen: there may be nobody waiting
            }
        }
    }

    // ---- under the lock

    private void Choose()
    {
        var now = time.GetTimestamp();
        PooledInstance[] all = [.. _all.Values.Where(each => each.Instance.Weight > 0 && (where is null || where(each.Instance))).OrderBy(each => each.Instance.Id, StringComparer.Ordinal)];
        PooledInstance[] healthy = [.. all.Where(each => each.Instance.Health != ServiceHealth.Unhealthy)];
        PooledInstance[] fit = [.. healthy.Where(each => !each.IsEjected(now))];
        Array.ForEach(_candidates, static each => each.Index = -1);
        _candidates = fit.Length > 0 ? fit : healthy.Length > 0 ? healthy : all;
        _instances = [.. _candidates.Select(each => each.Instance)];
        _inFlight = [.. _candidates.Select(each => each.InFlight)];
        for (var i = 0; i < _candidates.Length; i++)
        {
            _candidates[i].Index = i;
        }
        _nextReturn = all.Where(each => each.IsEjected(now)).Select(each => each.EjectedUntil).DefaultIfEmpty(long.MaxValue).Min();
        _stale = false;
    }

    private void Count(PooledInstance instance, int change)
    {
        instance.InFlight += change;
        if (instance.Index >= 0)
        {
            _inFlight[instance.Index] = instance.InFlight;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
