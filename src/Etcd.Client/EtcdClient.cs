using System.Runtime.CompilerServices;
using Etcd.Client.Transport;
using Microsoft.Extensions.Logging;

namespace Etcd.Client;

/// <summary>
/// A client of a whole cluster: keys, values and transactions (its own methods), watches, leases. It stays with one member
/// until that fails, then goes to the next; it repeats only what provably was not applied. Thread-safe; one a process is enough.
/// Meets the network at the first call.
/// </summary>
public sealed class EtcdClient : KvClient, IAsyncDisposable
{
    private readonly Core _core;
    private readonly KeySpace? _space;

    /// <summary>A client of these members, separated by commas: <c>host:2379,https://other:2379</c>.</summary>
    /// <exception cref="ArgumentException">One of them is no endpoint.</exception>
    public EtcdClient(string endpoints)
        : this(new EtcdClientOptions { Endpoints = Split(endpoints) })
    {
    }

    /// <summary>A client by <paramref name="options"/>, which are copied.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message names all that do not.</exception>
    public EtcdClient(EtcdClientOptions options)
        : this(new Core(Valid(options)), space: null)
    {
    }

    private EtcdClient(Core core, KeySpace? space)
        : base(space is null ? core.Transport : new PrefixedTransport(core.Transport, space), core.Resolver)
        => (_core, _space) = (core, space);

    /// <summary>Leases.</summary>
    public LeaseClient Leases => _core.Leases;

    /// <summary>The member list.</summary>
    public ClusterClient Cluster => _core.Cluster;

    /// <summary>Users, roles, permissions.</summary>
    public AuthClient Auth => _core.Auth;

    /// <summary>The clock behind every deadline, from the options: for what is built on the client.</summary>
    public TimeProvider TimeProvider => _core.Options.TimeProvider;

    /// <summary>The chance behind every pause and choice, in [0, 1), from the options: for what is built on the client.</summary>
    public Func<double> Randomizer => _core.Options.Randomizer;

    /// <summary>Where the client logs to, from the options: for what is built on the client.</summary>
    public ILoggerFactory LoggerFactory => _core.Options.LoggerFactory;

    /// <summary>Members that it would go to: those of its options, or of the member list.</summary>
    internal int KnownEndpoints => _core.Endpoints.Count;

    /// <summary>A view on the same connections that lives within <paramref name="prefix"/>: its keys, ranges and watches are seen without it, and no others are seen at all. Leases and the rest are shared. Disposing a view does nothing.</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public EtcdClient WithPrefix(Key prefix)
        => prefix.ByteCount == 0
            ? throw new ArgumentException("An empty prefix holds every key; use the client itself.", nameof(prefix))
            : new EtcdClient(_core, new KeySpace(_space is null ? prefix : _space.Prefix.Append(prefix)));

    /// <summary>Exactly this member, without failover and repetition: for its status, its defragmentation, its snapshot. The connection is yours to dispose.</summary>
    /// <param name="endpoint">As <see cref="EtcdConnectionOptions.Endpoint"/> takes it; it need not be one of the client's.</param>
    /// <exception cref="ArgumentException">It is no endpoint.</exception>
    public EtcdConnection ConnectTo(string endpoint) => new(_core.Options.For(endpoint));

    /// <summary>Watches a key. Returns once a member has acknowledged it: nothing after that is missed.</summary>
    /// <exception cref="EtcdException">The user may not read it, or no member acknowledged it within the request timeout.</exception>
    public ValueTask<Watch> WatchAsync(Key key, CancellationToken cancellationToken = default)
        => WatchAsync(KeyRange.Single(key), default(WatchOptions), cancellationToken);

    /// <summary>Watches a key. Returns once a member has acknowledged it: nothing after that is missed.</summary>
    /// <exception cref="EtcdException">The user may not read it, or no member acknowledged it within the request timeout.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<Watch> WatchAsync(Key key, WatchOptions options, CancellationToken cancellationToken = default)
        => WatchAsync(KeyRange.Single(key), options, cancellationToken);

    /// <summary>Watches a range. Returns once a member has acknowledged it: nothing after that is missed.</summary>
    /// <exception cref="EtcdException">The user may not read it, or no member acknowledged it within the request timeout.</exception>
    public ValueTask<Watch> WatchAsync(KeyRange range, CancellationToken cancellationToken = default)
        => WatchAsync(range, default(WatchOptions), cancellationToken);

    /// <summary>Watches a range. Returns once a member has acknowledged it: nothing after that is missed.</summary>
    /// <exception cref="EtcdException">The user may not read it, or no member acknowledged it within the request timeout.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<Watch> WatchAsync(KeyRange range, WatchOptions options, CancellationToken cancellationToken = default)
        => _core.Watches.OpenAsync(range, options, _space, cancellationToken);

    /// <summary>Keeps a range in memory, as etcd has it. Returns with the first snapshot in it.</summary>
    /// <exception cref="EtcdException">The range cannot be read.</exception>
    public ValueTask<Mirror> MirrorAsync(KeyRange range, CancellationToken cancellationToken = default)
        => Mirror.OpenAsync(this, range, _core.Options, cancellationToken);

    /// <summary>Ends watches and leases, closes the connections; open calls fail. Leases are not revoked: they expire, unless they were disposed before. Never throws.</summary>
    public ValueTask DisposeAsync() => _space is null ? _core.DisposeAsync() : default;

    private static string[] Split(string endpoints)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(endpoints);
        return endpoints.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static EtcdClientOptions Valid(EtcdClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Validated();
    }

    /// <summary>What a client and its views share.</summary>
    private sealed class Core : IAsyncDisposable
    {
        private readonly TokenSource? _tokens;
        private readonly MemberSync? _sync;
        private readonly LeaseHub _held;
        private int _disposed;

        public Core(EtcdClientOptions options)
        {
            Options = options;
            var failover = new FailoverTransport(new EndpointSet(options, Connect), options);
            if (options.User is not null)
            {
                _tokens = new TokenSource(failover, options);
            }
            Transport = new MeasuredTransport(WithToken(failover), options.TimeProvider);
            Resolver = new Resolver(options.RequestTimeout, options.TimeProvider, options.Randomizer);
            Endpoints = failover.Endpoints;
            _held = new LeaseHub(() => failover.EachMember().Select(WithToken), options.TimeProvider, options.LoggerFactory);
            Leases = new LeaseClient(Transport, _held, Resolver, options);
            Cluster = new ClusterClient(Transport);
            Auth = new AuthClient(Transport);
            Watches = new WatchHub(Transport, options);
            _sync = options.MemberSyncInterval is { } interval ? new MemberSync(Cluster, failover.Endpoints, interval, options) : null;
        }

        public EtcdClientOptions Options { get; }

        public ITransport Transport { get; }

        public EndpointSet Endpoints { get; }

        public Resolver Resolver { get; }

        public LeaseClient Leases { get; }

        public ClusterClient Cluster { get; }

        public AuthClient Auth { get; }

        public WatchHub Watches { get; }

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 1)
            {
                return;
            }
            if (_sync is not null)
            {
                await _sync.DisposeAsync().ConfigureAwait(false);
            }
            await _held.DisposeAsync().ConfigureAwait(false);
            await Watches.DisposeAsync().ConfigureAwait(false);
            await Transport.DisposeAsync().ConfigureAwait(false);
            _tokens?.Dispose();
        }

        private HttpTransport Connect(string name)
        {
            var options = Options.For(name);
            var endpoint = EtcdEndpoint.Parse(name, options.Tls.IsSet);
            return new HttpTransport(endpoint, new Dialer(endpoint, options), options);
        }

        private ITransport WithToken(ITransport transport) => _tokens is null ? transport : new AuthenticatedTransport(transport, _tokens);
    }
}
