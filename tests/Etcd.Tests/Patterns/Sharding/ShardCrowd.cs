using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Etcd.Tests.Patterns;

/// <summary>Nodes that come and go at random.</summary>
internal sealed class ShardCrowd(EtcdClient client, Key prefix, int shards, Random random) : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly List<ShardNode> _nodes = [];
    private readonly List<ShardNode> _gone = [];
    private int _names;

    public ShardLedger Ledger { get; } = new();

    public int Count => _nodes.Count;

    public Key ShardKeys => prefix.Append($"/{shards}/shards/");

    /// <summary>Whose work takes a moment to return, each its own.</summary>
    public void Join()
    {
        var lag = TimeSpan.FromMilliseconds(random.Next(3) * 15);
        _nodes.Add(new ShardNode(client, prefix, shards, $"node-{++_names}", Ledger, async (shard, stop) =>
        {
            await ShardNode.UntilStopped(shard, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(lag, TimeProvider.System, CancellationToken.None);
        }));
    }

    public Task LeaveAsync() => Take().LeaveAsync();

    public Task CrashAsync()
    {
        var node = Take();
        Ledger.Forgive(node.Name);
        return node.CrashAsync();
    }

    /// <summary>Its lease is revoked, and it comes back.</summary>
    public async Task BounceAsync(CancellationToken cancellationToken)
    {
        var node = _nodes[random.Next(_nodes.Count)];
        var lease = await node.Session.GetLeaseAsync(cancellationToken);
        Ledger.Forgive(node.Name);
        await client.Leases.RevokeAsync(lease.Id, cancellationToken);
        await Eventually.TrueAsync(() => lease.Lost.IsCancellationRequested, $"{node.Name} knows", Deadline, cancellationToken: cancellationToken);
    }

    /// <summary>Waits until each shard has an owner and each node its share, by what etcd has and by what the nodes think.</summary>
    /// <returns>The fence of each shard.</returns>
    public async Task<Dictionary<int, Fence>> RestAsync(CancellationToken cancellationToken)
    {
        int[] shares = [.. Enumerable.Range(0, _nodes.Count).Select(rank => (shards + _nodes.Count - 1 - rank) / _nodes.Count)];
        var rest = await Eventually.GetAsync(
            async token => (Map: await _nodes[0].Shards.GetMapAsync(token), Owned: _nodes.SelectMany(node => node.Shards.Owned.Select(shard => (shard.Number, node.Name, shard.Fence))).OrderBy(each => each.Number).ToArray()),
            seen => seen.Owned.Select(each => KeyValuePair.Create(each.Number, each.Name)).SequenceEqual(seen.Map.Owners.OrderBy(each => each.Key))
                && _nodes.Select(node => seen.Owned.Count(each => each.Name == node.Name)).OrderDescending().SequenceEqual(shares),
            $"{_nodes.Count} nodes share {shards} shards", Deadline, seen => $"{string.Join(' ', seen.Map.Owners)} by etcd, {string.Join(' ', seen.Owned)} by the nodes", cancellationToken);
        return rest.Owned.ToDictionary(each => each.Number, each => each.Fence);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in (ShardNode[])[.. _nodes, .. _gone])
        {
            await node.DisposeAsync();
        }
    }

    private ShardNode Take()
    {
        var node = _nodes[random.Next(_nodes.Count)];
        _nodes.Remove(node);
        _gone.Add(node);
        return node;
    }
}
