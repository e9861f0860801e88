using Etcd.Client;

namespace Etcd.Testing;

/// <summary>
/// A real etcd cluster on this machine: each member a process on loopback ports, all data in one temporary
/// folder. Disposing ends the processes and removes the folder. When this process dies, the members die with it
/// (on Linux with util-linux).
/// </summary>
public sealed class EtcdCluster : IAsyncDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static int _count;

    private readonly EtcdClusterOptions _options;
    private readonly List<EtcdMember> _members = [];

    private EtcdCluster(EtcdClusterOptions options, string folder) => (_options, Folder) = (options, folder);

    /// <summary>The members, in the order of their names.</summary>
    public IReadOnlyList<EtcdMember> Members => _members;

    /// <summary>All client endpoints, as <c>host:port</c>.</summary>
    public IReadOnlyList<string> Endpoints => [.. _members.Select(member => member.Endpoint)];

    /// <summary>The folder of data and logs; gone after disposal.</summary>
    public string Folder { get; }

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
        var binary = options.Binary ?? EtcdBinary.Require(options.Version);
        for (var attempt = 1; ; attempt++)
        {
            var cluster = new EtcdCluster(options with { }, CreateFolder(options));
            try
            {
                cluster.Launch(binary);
                await Task.WhenAll(cluster._members.Select(member => cluster.AwaitServingAsync(member, cancellationToken))).ConfigureAwait(false);
                return cluster;
            }
            catch (Exception e)
            {
                var clash = e is EtcdClusterException && cluster._members.Exists(member => member.LastWords().Contains("address already in use", StringComparison.Ordinal));
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
    public async Task<EtcdMember> LeaderAsync(CancellationToken cancellationToken = default)
    {
        EtcdMember? leader = null;
        await Until(
            async token => (leader = await AgreedLeaderAsync(token).ConfigureAwait(false)) is not null,
            () => new EtcdClusterException($"The cluster has found no leader within {_options.StartTimeout.TotalSeconds:0} s."),
            cancellationToken).ConfigureAwait(false);
        return leader!;
    }

    /// <summary>Ends each member by its own process id and removes the folder. Never throws; calling it again does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync().ConfigureAwait(false);
        }
        Leftovers.Delete(Folder);
    }

    internal Task AwaitServingAsync(EtcdMember member, CancellationToken cancellationToken)
        => Until(
            async token =>
            {
                if (!member.IsRunning)
                {
                    throw new EtcdClusterException($"{member.Name} ended at its start:\n{member.LastWords()}");
                }
                return await ServesAsync(member, token).ConfigureAwait(false);
            },
            () => new EtcdClusterException($"{member.Name} does not serve within {_options.StartTimeout.TotalSeconds:0} s:\n{member.LastWords()}"),
            cancellationToken);

    private static string CreateFolder(EtcdClusterOptions options)
    {
        var parent = Directory.CreateDirectory(options.ParentFolder ?? Path.GetTempPath()).FullName;
        Leftovers.Sweep(parent);
        var name = $"{Leftovers.FolderPrefix}{Environment.ProcessId}-{Interlocked.Increment(ref _count)}-{Path.GetRandomFileName()[..4]}";
        return Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
    }

    private static async ValueTask<bool> ServesAsync(EtcdMember member, CancellationToken cancellationToken)
    {
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = member.DirectEndpoint, RequestTimeout = TimeSpan.FromSeconds(1) });
        try
        {
            await connection.Kv.CountAsync(KeyRange.Single("health"), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (EtcdAuthException)
        {
            return true; // it serves, only not us
        }
        catch (EtcdException)
        {
            return false;
        }
    }

    private async ValueTask<EtcdMember?> AgreedLeaderAsync(CancellationToken cancellationToken)
    {
        var ids = new Dictionary<MemberId, EtcdMember>();
        var leaders = new HashSet<MemberId>();
        foreach (var member in _members.Where(member => member is { IsRunning: true, IsFrozen: false }))
        {
            await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = member.DirectEndpoint, RequestTimeout = TimeSpan.FromSeconds(1) });
            try
            {
                var status = await connection.Maintenance.StatusAsync(cancellationToken).ConfigureAwait(false);
                ids[status.Header.Member] = member;
                leaders.Add(status.Leader);
            }
            catch (EtcdException)
            {
                return null;
            }
        }
        return leaders.Count == 1 && ids.TryGetValue(leaders.Single(), out var leader) ? leader : null;
    }

    private async Task Until(Func<CancellationToken, ValueTask<bool>> holds, Func<EtcdClusterException> otherwise, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_options.StartTimeout);
        try
        {
            while (!await holds(deadline.Token).ConfigureAwait(false))
            {
                await Task.Delay(PollInterval, TimeProvider.System, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw otherwise();
        }
    }

    private void Launch(string binary)
    {
        var ports = Ports.Free(_options.Members * 2);
        var names = Enumerable.Range(0, _options.Members).Select(index => $"etcd-{index}").ToArray();
        var initial = string.Join(',', names.Select((name, index) => $"{name}=http://127.0.0.1:{ports[(index * 2) + 1]}"));
        for (var index = 0; index < names.Length; index++)
        {
            var (client, peer) = (ports[index * 2], ports[(index * 2) + 1]);
            var proxy = _options.ClientProxies ? FaultProxy.Start($"127.0.0.1:{client}") : null;
            var flags = Flags(names[index], client, peer, proxy?.Endpoint ?? $"127.0.0.1:{client}", initial);
            _members.Add(new EtcdMember(this, names[index], binary, Folder, client, peer, proxy, flags));
        }
        _members.ForEach(member => member.Launch());
    }

    private List<string> Flags(string name, int clientPort, int peerPort, string clientEndpoint, string initialCluster)
    {
        List<string> flags =
        [
            $"--name={name}",
            $"--data-dir={Path.Combine(Folder, name)}",
            $"--listen-client-urls={string.Join(',', [$"http://127.0.0.1:{clientPort}", .. _options.ExtraClientUrls])}",
            $"--advertise-client-urls=http://{clientEndpoint}",
            $"--listen-peer-urls=http://127.0.0.1:{peerPort}",
            $"--initial-advertise-peer-urls=http://127.0.0.1:{peerPort}",
            $"--initial-cluster={initialCluster}",
            "--initial-cluster-state=new",
            $"--initial-cluster-token={Path.GetFileName(Folder)}",
            "--logger=zap",
        ];
        if (_options.QuotaBytes is { } quota)
        {
            flags.Add($"--quota-backend-bytes={quota}");
        }
        return [.. flags, .. _options.ExtraFlags];
    }
}
