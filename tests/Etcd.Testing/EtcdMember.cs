using Etcd.Client;

namespace Etcd.Testing;

/// <summary>One member: a real etcd process on loopback ports.</summary>
public sealed class EtcdMember : IAsyncDisposable
{
    private readonly EtcdCluster _cluster;
    private readonly MemberProcess _process;

    internal EtcdMember(EtcdCluster cluster, string name, string binary, int clientPort, int peerPort, FaultProxy? proxy, FaultProxy? peerProxy)
    {
        (_cluster, Name, Binary, Proxy, PeerProxy) = (cluster, name, binary, proxy, peerProxy);
        DirectEndpoint = $"127.0.0.1:{clientPort}";
        DirectPeerUrl = $"{cluster.Options.PeerScheme}://127.0.0.1:{peerPort}";
        DataPath = Path.Combine(cluster.Folder, name);
        LogPath = DataPath + ".log";
        _process = new MemberProcess(name, LogPath);
    }

    /// <summary>Its name: <c>etcd-0</c>, <c>etcd-1</c>, …</summary>
    public string Name { get; }

    /// <summary>Where clients reach it, as <c>host:port</c>: its proxy, where it has one.</summary>
    public string Endpoint => Proxy?.Endpoint ?? DirectEndpoint;

    /// <summary>Its own client port, as <c>host:port</c>, past any proxy.</summary>
    public string DirectEndpoint { get; }

    /// <summary>The proxy before its client port; null unless <see cref="EtcdClusterOptions.ClientProxies"/> asked for it. Lives as long as the cluster, whether the member runs or not.</summary>
    public FaultProxy? Proxy { get; }

    /// <summary>Where clients reach it, as a URL; also for <c>/metrics</c>.</summary>
    public string ClientUrl => $"{_cluster.Options.ClientScheme}://{Endpoint}";

    /// <summary>Where the other members reach it: its peer proxy, where it has one.</summary>
    public string PeerUrl => PeerProxy is null ? DirectPeerUrl : $"{_cluster.Options.PeerScheme}://{PeerProxy.Endpoint}";

    /// <summary>Its data directory, as this process reaches it.</summary>
    public string DataFolder => Disk?.Root ?? DataPath;

    /// <summary>Its own small disk; null unless <see cref="EtcdClusterOptions.DiskBytes"/> asked for it.</summary>
    public MemberDisk? Disk { get; private set; }

    /// <summary>What it has written to its console, over all its starts.</summary>
    public string LogPath { get; }

    /// <summary>Its process id; null while it does not run.</summary>
    public int? ProcessId => _process.Id;

    /// <summary>True while its process lives, frozen or not.</summary>
    public bool IsRunning => _process.IsRunning;

    /// <summary>True between <see cref="Freeze"/> and <see cref="Thaw"/>.</summary>
    public bool IsFrozen => _process.IsFrozen;

    /// <summary>True from <see cref="EtcdCluster.AddLearnerAsync"/> until it is promoted.</summary>
    public bool IsLearner { get; internal set; }

    /// <summary>
    /// What a client that is let in says: endpoint, certificates, and the user <c>root</c> where authentication is on.
    /// A learner is not told the user: it takes no passwords, and answers what it answers to everybody. A new copy each time.
    /// </summary>
    public EtcdConnectionOptions ConnectionOptions => OptionsFor(_cluster.IsAuthenticating && !IsLearner ? EtcdClusterAuth.Root : null);

    /// <summary>Its data directory, as the member itself reaches it.</summary>
    internal string DataPath { get; }

    internal string DirectPeerUrl { get; }

    internal FaultProxy? PeerProxy { get; }

    internal string Binary { get; private set; }

    internal IReadOnlyList<string> Flags { get; set; } = [];

    internal bool LostItsPort => _process.LostItsPort;

    /// <summary>A new connection to it with <see cref="ConnectionOptions"/>.</summary>
    public EtcdConnection Connect() => new(ConnectionOptions);

    /// <summary>A new connection to it as a user of the cluster's <see cref="EtcdClusterOptions.Auth"/>, or as nobody.</summary>
    /// <exception cref="ArgumentException">The options name no such user with a password.</exception>
    public EtcdConnection ConnectAs(string? user) => new(OptionsFor(user));

    /// <summary>From now on it shows clients a certificate with that flaw, or a good one again. Connections that are open stay.</summary>
    /// <exception cref="InvalidOperationException">The cluster has no TLS.</exception>
    public void ShowCertificate(CertificateFlaw flaw) => Shown().Show(Name, flaw);

    /// <summary>From now on it shows clients a good certificate that ends then. Connections that are open stay.</summary>
    /// <exception cref="InvalidOperationException">The cluster has no TLS.</exception>
    public void ShowCertificate(DateTimeOffset until) => Shown().Show(Name, until);

    /// <summary>Kills it at once (SIGKILL) and waits until the process is gone. Nothing when it does not run.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Ends it in order (SIGTERM), as a service manager does, and waits until the process is gone. A leader hands over first.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _process.StopAsync(cancellationToken);

    /// <summary>Stops it in its tracks (SIGSTOP): its sockets stay open, and nothing answers.</summary>
    public void Freeze() => _process.Freeze();

    /// <summary>Lets it go on after <see cref="Freeze"/>.</summary>
    public void Thaw() => _process.Thaw();

    /// <summary>Starts it again on its old data, and waits until it serves.</summary>
    /// <exception cref="EtcdClusterException">It does not serve within the cluster's start timeout.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Launch();
            try
            {
                await _cluster.AwaitServingAsync(this, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (EtcdClusterException) when (_process.LostItsPort && TimeProvider.System.GetElapsedTime(start) < _cluster.Options.StartTimeout)
            {
                // once more, as it must be the old port: whoever has it, such as a connection that goes out, may give it back
            }
        }
    }

    /// <summary>Makes its disk slow from now on, until what is returned is disposed: each fdatasync takes that much longer.</summary>
    /// <exception cref="EtcdClusterException">It cannot be done here: see <see cref="SlowDisk.WhyNot"/>.</exception>
    public Task<SlowDisk> SlowDiskAsync(TimeSpan perSync, CancellationToken cancellationToken = default)
        => SlowDisk.AttachAsync(ProcessId ?? throw new InvalidOperationException($"{Name} does not run."), perSync, cancellationToken);

    /// <summary>Kills it, starts it on its old data, and waits until it serves.</summary>
    /// <exception cref="EtcdClusterException">It does not serve within the cluster's start timeout.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        Kill();
        await StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One step of a rolling upgrade: ends it in order, starts the other etcd on its data, and waits until it serves.</summary>
    /// <exception cref="EtcdClusterException">There is no etcd of that version, or it does not serve within the cluster's start timeout.</exception>
    public async Task UpgradeAsync(EtcdVersion version, CancellationToken cancellationToken = default)
    {
        var binary = EtcdBinary.Require(version);
        await StopAsync(cancellationToken).ConfigureAwait(false);
        Binary = binary;
        await StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends its process, its disk and its proxies.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        Disk?.Dispose();
        foreach (var proxy in new[] { Proxy, PeerProxy }.OfType<FaultProxy>())
        {
            await proxy.DisposeAsync().ConfigureAwait(false);
        }
    }

    internal EtcdConnectionOptions OptionsFor(string? user) => new()
    {
        Endpoint = Endpoint,
        Tls = _cluster.Security?.ClientTls ?? new(),
        User = user,
        Password = user is null ? null : (_cluster.Options.Auth ?? throw new ArgumentException("The cluster has no authentication: set Auth.", nameof(user))).PasswordOf(user),
    };

    private ClusterSecurity Shown()
        => _cluster.Options.ClientTls != EtcdTlsMode.None ? _cluster.Security! : throw new InvalidOperationException("The cluster has no TLS: set ClientTls.");

    internal string LastWords() => _process.LastWords();

    internal Task DrainAsync(CancellationToken cancellationToken) => _process.DrainAsync(cancellationToken);

    internal void Launch()
    {
        if (_cluster.Options.DiskBytes is { } bytes)
        {
            Disk ??= MemberDisk.Mount(DataPath, bytes);
        }
        _process.Start(Binary, Flags, _cluster.Options.Environment, Disk?.Entrance);
    }
}
