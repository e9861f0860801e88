using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Etcd.Client;
using Microsoft.Extensions.Logging;

namespace Etcd.Patterns;

/// <summary>
/// Which instances of which services there are, each a key <c>prefix/service/instance</c> of JSON under its process's session: an instance
/// whose process dies is gone when the session's lease ends. Registering needs the session, reading only its client. Thread-safe.
/// </summary>
public sealed class ServiceRegistry
{
    private const int MaxRemembered = 1000;

    private readonly EtcdSession _session;
    private readonly Key _prefix;
    private readonly ConcurrentDictionary<string, IReadOnlyList<ServiceInstance>> _lastKnown = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Key, Revision> _unreadable = new();

    /// <summary>The registry at <paramref name="prefix"/>; a slash is appended to it.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public ServiceRegistry(EtcdSession session, Key prefix)
    {
        ArgumentNullException.ThrowIfNull(session);
        (_session, _prefix) = (session, Prefixes.WithSlash(prefix));
        Logger = Client.LoggerFactory.CreateLogger("Etcd.Patterns");
    }

    internal EtcdClient Client => _session.Client;

    internal ILogger Logger { get; }

    /// <summary>Registers an instance, until it is deregistered or disposed, or this process dies. If another process has registered the same id, the later one counts: this one.</summary>
    /// <exception cref="ArgumentException">A part of the instance makes no sense; the message names all that do not.</exception>
    /// <exception cref="EtcdException">It was not registered; what an unclear answer may have left is removed in the background.</exception>
    public ValueTask<ServiceRegistration> RegisterAsync(ServiceInstance instance, CancellationToken cancellationToken = default)
        => ServiceRegistration.OpenAsync(this, _session, instance, check: null, cancellationToken);

    /// <summary>Registers an instance, and publishes with it what <paramref name="check"/> finds, from now on and in this process. It is registered as <see cref="ServiceHealth.Unchecked"/>, without waiting for the first check.</summary>
    /// <exception cref="ArgumentException">A part of the instance or of the check makes no sense; the message names all that do not.</exception>
    /// <exception cref="EtcdException">It was not registered; what an unclear answer may have left is removed in the background.</exception>
    public ValueTask<ServiceRegistration> RegisterAsync(ServiceInstance instance, HealthCheck check, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(check);
        return ServiceRegistration.OpenAsync(this, _session, instance, check.Validated(), cancellationToken);
    }

    /// <summary>
    /// The instances of a service, the unhealthy too, by id; none when there are none. While etcd is away: those that this registry found the
    /// last time it asked, after a request timeout. To ask for each request, use a <see cref="LoadBalancer"/>, which has them in memory.
    /// </summary>
    /// <exception cref="ArgumentException">It is no name of a service.</exception>
    /// <exception cref="EtcdException">They cannot be read, and none were found before.</exception>
    public async ValueTask<IReadOnlyList<ServiceInstance>> DiscoverAsync(string service, CancellationToken cancellationToken = default)
    {
        var range = RangeOf(service);
        IReadOnlyList<ServiceInstance>? known = null;
        try
        {
            List<ServiceInstance> found = [];
            await foreach (var key in Client.EnumerateAsync(range, cancellationToken).ConfigureAwait(false))
            {
                if (Read(key) is { } instance)
                {
                    found.Add(instance);
                }
            }
            return Remember(service, found.AsReadOnly());
        }
        catch (EtcdUnavailableException e) when (_lastKnown.TryGetValue(service, out known))
        {
            DiscoveryLog.LastKnown(Logger, service, e.Message);
            return known;
        }
    }

    /// <summary>The names of the services that have an instance, in order.</summary>
    /// <exception cref="EtcdException">They cannot be read.</exception>
    public async ValueTask<IReadOnlyList<string>> ListServicesAsync(CancellationToken cancellationToken = default)
    {
        List<string> services = [];
        await foreach (var key in Client.EnumerateAsync(KeyRange.Prefix(_prefix), new RangeOptions { KeysOnly = true }, cancellationToken).ConfigureAwait(false))
        {
            // keys of one service stand together: prefix/service/instance
            var parts = key.Key.Without(_prefix).ToString().Split('/');
            if (parts.Length == 2 && (services.Count == 0 || services[^1] != parts[0]))
            {
                services.Add(parts[0]);
            }
        }
        return services;
    }

    /// <summary>The instances that are there, each as added; then every change in the order in which it happened, without gaps. Trouble with etcd shows only as silence: nothing is removed because of it.</summary>
    /// <exception cref="ArgumentException">It is no name of a service.</exception>
    /// <exception cref="EtcdException">They cannot be read to begin with, or the user may not read them any more.</exception>
    public IAsyncEnumerable<ServiceEvent> ObserveAsync(string service, CancellationToken cancellationToken = default)
        => EventsAsync(RangeOf(service), cancellationToken);

    /// <summary>The instances of a service in memory.</summary>
    internal ValueTask<Mirror> MirrorAsync(string service, CancellationToken cancellationToken) => Client.MirrorAsync(RangeOf(service), cancellationToken);

    /// <summary>The instance that a key holds; null when it holds something else, which is logged once for each value.</summary>
    internal ServiceInstance? Read(KeyValue key)
    {
        var instance = ServiceValue.Read(key.Key.Without(_prefix), key.Value, out var reason);
        if (instance is null && (!_unreadable.TryGetValue(key.Key, out var told) || told != key.ModRevision))
        {
            if (_unreadable.Count >= MaxRemembered)
            {
                _unreadable.Clear(); // rather told twice than remembered for ever
            }
            _unreadable[key.Key] = key.ModRevision;
            DiscoveryLog.Unreadable(Logger, key.Key, reason);
        }
        return instance;
    }

    internal Key KeyOf(ServiceInstance instance) => _prefix.Append($"{instance.Name}/{instance.Id}");

    /// <summary>Where the instances of a service stand.</summary>
    /// <exception cref="ArgumentException">It is no name of a service.</exception>
    internal KeyRange RangeOf(string service)
        => ServiceInstance.NameError("The service's name", service) is { } error
            ? throw new ArgumentException(error, nameof(service))
            : KeyRange.Prefix(_prefix.Append($"{service}/"));

    private async IAsyncEnumerable<ServiceEvent> EventsAsync(KeyRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mirror = await Client.MirrorAsync(range, cancellationToken).ConfigureAwait(false);
        await using var _ = mirror.ConfigureAwait(false);
        Dictionary<Key, ServiceInstance> known = [];
        await foreach (var change in mirror.ObserveAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var e in change.Events)
            {
                known.Remove(e.Key, out var previous);
                var now = e.Current is { } current ? Read(current) : null;
                if (now is not null)
                {
                    known[e.Key] = now;
                }
                if ((now ?? previous) is { } instance)
                {
                    var type = now is null ? ServiceEventType.Removed : previous is null ? ServiceEventType.Added : ServiceEventType.Updated;
                    yield return new ServiceEvent(type, instance, previous, e.Revision);
                }
            }
        }
    }

    private IReadOnlyList<ServiceInstance> Remember(string service, IReadOnlyList<ServiceInstance> found)
    {
        if (found.Count > 0)
        {
            _lastKnown[service] = found;
        }
        else
        {
            _lastKnown.TryRemove(service, out _); // asked of services that do not exist, it would grow for ever
        }
        return found;
    }
}
