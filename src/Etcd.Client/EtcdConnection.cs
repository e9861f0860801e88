using Etcd.Client.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Etcd.Client;

/// <summary>
/// One connection to one member: no failover, no balancing, no repetition, so that what you see is that
/// member. Connects at the first call and, when the connection was lost, at the next one. Thread-safe.
/// </summary>
public sealed class EtcdConnection : IAsyncDisposable
{
    private readonly Dialer _dialer;
    private readonly ITransport _transport;
    private readonly TokenSource? _tokens;
    private readonly LeaseHub _held;

    /// <summary>A connection to <paramref name="endpoint"/> with default options.</summary>
    public EtcdConnection(string endpoint)
        : this(new EtcdConnectionOptions { Endpoint = endpoint })
    {
    }

    /// <summary>A connection by <paramref name="options"/>, which are copied. Meets the network only at the first call.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message names all that do not.</exception>
    public EtcdConnection(EtcdConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var valid = options.Validated();
        var endpoint = EtcdEndpoint.Parse(valid.Endpoint, valid.Tls.IsSet);
        Endpoint = endpoint.ToString();
        _dialer = new Dialer(endpoint, valid);
        _transport = new HttpTransport(endpoint, _dialer, valid);
        if (valid.User is not null)
        {
            _tokens = new TokenSource(_transport, valid);
            _transport = new AuthenticatedTransport(_transport, _tokens);
        }
        var resolver = new Resolver(valid.RequestTimeout, valid.TimeProvider, Random.Shared.NextDouble);
        Kv = new KvClient(_transport, resolver);
        Watch = new WatchClient(_transport, valid.RequestTimeout);
        _held = new LeaseHub(() => [_transport], valid.TimeProvider, NullLoggerFactory.Instance);
        Leases = new LeaseClient(_transport, _held, resolver, valid);
        Cluster = new ClusterClient(_transport);
        Maintenance = new MaintenanceClient(_transport, valid.RequestTimeout);
        Auth = new AuthClient(_transport);
    }

    /// <summary>The member, as <c>host:port</c>.</summary>
    public string Endpoint { get; }

    /// <summary>The certificate that the member showed at the last TLS handshake, accepted or not; null before that and without TLS.</summary>
    public ServerCertificate? ServerCertificate => _dialer.ServerCertificate;

    /// <summary>Keys, values, transactions, compaction.</summary>
    public KvClient Kv { get; }

    /// <summary>Changes as they happen.</summary>
    public WatchClient Watch { get; }

    /// <summary>Leases.</summary>
    public LeaseClient Leases { get; }

    /// <summary>The member list.</summary>
    public ClusterClient Cluster { get; }

    /// <summary>Status, defragmentation, hashes, snapshots, alarms.</summary>
    public MaintenanceClient Maintenance { get; }

    /// <summary>Users, roles, permissions.</summary>
    public AuthClient Auth { get; }

    /// <summary>Closes the connection; open calls fail. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        await _held.DisposeAsync().ConfigureAwait(false);
        await _transport.DisposeAsync().ConfigureAwait(false);
        _tokens?.Dispose();
    }
}
