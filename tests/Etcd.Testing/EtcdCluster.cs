namespace Etcd.Testing;

/// <summary>
/// A real etcd cluster on this machine: each member a process on loopback ports, all data in one temporary
/// folder. Disposing ends the processes and removes the folder. When this process dies, the members die with it
/// (on Linux with util-linux).
/// </summary>
public sealed partial class EtcdCluster : IAsyncDisposable
{
    private const int Attempts = 3;
    private static int _count;

    private readonly Membership _membership;
    private readonly PeerNetwork _network;
    private IReadOnlyList<EtcdMember> _members = [];
    private int _named;

    private EtcdCluster(EtcdClusterOptions options, string folder)
    {
        (Options, Folder, _membership, _network) = (options, folder, new Membership(this), new PeerNetwork(this));
        Security = options.HasTls || options.Auth is not null ? new ClusterSecurity(options, folder) : null;
    }

    /// <summary>The members now, in the order in which they came.</summary>
    public IReadOnlyList<EtcdMember> Members => _members;

    /// <summary>All client endpoints, as <c>host:port</c>.</summary>
    public IReadOnlyList<string> Endpoints => [.. _members.Select(member => member.Endpoint)];

    /// <summary>The folder of data, logs and certificates; gone after disposal.</summary>
    public string Folder { get; }

    /// <summary>The authority that its certificates come from, a file; null without TLS.</summary>
    public string? CaFile => Options.HasTls ? Security!.CaFile : null;

    internal EtcdClusterOptions Options { get; }

    internal ClusterSecurity? Security { get; }

    /// <summary>True from when the users are there: from then on the kit itself must say who it is.</summary>
    internal bool IsAuthenticating { get; private set; }

    /// <summary>Starts one member.</summary>
    /// <exception cref="EtcdClusterException">There is no etcd, or it does not come up; the message shows its last words.</exception>
    public static Task<EtcdCluster> StartAsync(CancellationToken cancellationToken = default)
        => StartAsync(new EtcdClusterOptions(), cancellationToken);

    /// <summary>Starts a cluster; returns when every member serves linearizable reads. Leaves nothing behind when it fails.</summary>
    /// <exception cref="EtcdClusterException">There is no etcd, or it does not come up; the message shows its last words.</exception>
    public static async Task<EtcdCluster> StartAsync(EtcdClusterOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Members, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Members, 9, nameof(options));
        string[] binaries = [.. Enumerable.Range(0, options.Members).Select(options.BinaryOf)];
        for (var attempt = 1; ; attempt++)
        {
            var cluster = new EtcdCluster(options with { }, CreateFolder(options));
            try
            {
                cluster.Launch(binaries);
                await Task.WhenAll(cluster._members.Select(member => cluster.AwaitServingAsync(member, cancellationToken))).ConfigureAwait(false);
                await cluster.EnableAuthAsync(cancellationToken).ConfigureAwait(false);
                return cluster;
            }
            catch (Exception e)
            {
                var clash = e is EtcdClusterException && cluster._members.Any(member => member.LostItsPort);
                await cluster.DisposeAsync().ConfigureAwait(false);
                if (!clash || attempt == Attempts)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>The member that leads; waits until there is one that the members running agree on.</summary>
    /// <exception cref="EtcdClusterException">There is none within the start timeout.</exception>
    public Task<EtcdMember> LeaderAsync(CancellationToken cancellationToken = default) => LeaderAsync(_members, cancellationToken);

    /// <summary>The member that leads in the eyes of some, such as those on one side of a partition; waits until they agree on one of them.</summary>
    /// <exception cref="EtcdClusterException">There is none within the start timeout.</exception>
    public async Task<EtcdMember> LeaderAsync(IEnumerable<EtcdMember> among, CancellationToken cancellationToken = default)
    {
        EtcdMember? leader = null;
        await Readiness.UntilAsync(
            async token => (leader = await Readiness.AgreedLeaderAsync(among, token).ConfigureAwait(false)) is not null,
            Options.StartTimeout,
            () => new EtcdClusterException($"The cluster has found no leader within {Options.StartTimeout.TotalSeconds:0} s."),
            cancellationToken).ConfigureAwait(false);
        return leader!;
    }

    /// <summary>Makes a certificate, for a client or for a server of the test's own, from the cluster's authority unless that is its flaw.</summary>
    /// <param name="name">Its common name: with authentication on and <see cref="EtcdTlsMode.Mutual"/>, the user it stands for.</param>
    /// <param name="flaw">What is wrong with it.</param>
    /// <exception cref="InvalidOperationException">The cluster has no TLS.</exception>
    public CertificateFiles IssueCertificate(string name, CertificateFlaw flaw = CertificateFlaw.None)
        => Options.HasTls ? Security!.Issue(name, flaw) : throw new InvalidOperationException("The cluster has no TLS: set ClientTls.");

    /// <summary>Ends each member by its own process id and removes the folder. Never throws; calling it again does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync().ConfigureAwait(false);
        }
        Security?.Dispose();
        Leftovers.Delete(Folder);
    }

    internal Task AwaitServingAsync(EtcdMember member, CancellationToken cancellationToken)
        => Readiness.UntilAsync(
            async token =>
            {
                if (!member.IsRunning)
                {
                    await member.DrainAsync(token).ConfigureAwait(false);
                    throw new EtcdClusterException($"{member.Name} ended at its start:\n{member.LastWords()}");
                }
                return await Readiness.ServesAsync(member, token).ConfigureAwait(false);
            },
            Options.StartTimeout,
            () => new EtcdClusterException($"{member.Name} does not serve within {Options.StartTimeout.TotalSeconds:0} s:\n{member.LastWords()}"),
            cancellationToken);

    private static string CreateFolder(EtcdClusterOptions options)
    {
        var parent = Directory.CreateDirectory(options.ParentFolder ?? Path.GetTempPath()).FullName;
        Leftovers.Sweep(parent);
        var name = $"{Leftovers.FolderPrefix}{Environment.ProcessId}-{Interlocked.Increment(ref _count)}-{Path.GetRandomFileName()[..4]}";
        return Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
    }

    private async Task EnableAuthAsync(CancellationToken cancellationToken)
    {
        if (Options.Auth is { } auth)
        {
            await auth.EnableAsync(_members[0], cancellationToken).ConfigureAwait(false);
            IsAuthenticating = true;
        }
    }

    private void Launch(string[] binaries)
    {
        _members = Create(binaries);
        var initial = string.Join(',', _members.Select(member => $"{member.Name}={member.PeerUrl}"));
        foreach (var member in _members)
        {
            member.Flags = MemberFlags.Of(member, this, initial, isNew: true);
            member.Launch();
        }
    }

    private EtcdMember[] Create(params string[] binaries)
    {
        var ports = Ports.Free(binaries.Length * 2);
        return [.. binaries.Select((binary, index) =>
        {
            var (client, peer) = (ports[index * 2], ports[(index * 2) + 1]);
            var name = $"etcd-{_named++}";
            var proxy = Options.ClientProxies ? FaultProxy.Start($"127.0.0.1:{client}") : null;
            var peerProxy = Options.PeerProxies ? FaultProxy.Start($"127.0.0.1:{peer}", _network.DoorOf(name)) : null;
            return new EtcdMember(this, name, binary, client, peer, proxy, peerProxy);
        })];
    }
}
