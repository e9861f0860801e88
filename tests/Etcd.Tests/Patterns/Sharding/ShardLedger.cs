using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

/// <summary>Which work ran on which shard: what must not be is noted at the moment that it is.</summary>
internal sealed class ShardLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Shard> _last = [];
    private readonly HashSet<Shard> _working = [];
    private readonly List<string> _violations = [];

    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_gate)
            {
                return [.. _violations];
            }
        }
    }

    public int Working
    {
        get
        {
            lock (_gate)
            {
                return _working.Count;
            }
        }
    }

    public void Started(string node, Shard shard)
    {
        lock (_gate)
        {
            if (_last.TryGetValue(shard.Number, out var before))
            {
                if (before.Fence >= shard.Fence)
                {
                    _violations.Add($"shard {shard.Number} at {node}: fence {shard.Fence} after {before.Fence}");
                }
                if (_working.Contains(before) && before.SafeFor > TimeSpan.Zero && !before.Lost.IsCancellationRequested && !Forgiven.Contains(node))
                {
                    _violations.Add($"shard {shard.Number} at {node}: the work under fence {before.Fence} has not returned");
                }
            }
            _last[shard.Number] = shard;
            _working.Add(shard);
        }
    }

    public void Ended(Shard shard)
    {
        lock (_gate)
        {
            _working.Remove(shard);
        }
    }

    /// <summary>Nodes that may start on a shard whose owner does not know yet that its lease was revoked: nothing but the fence can tell it.</summary>
    public HashSet<string> Forgiven { get; } = new(StringComparer.Ordinal);
}
