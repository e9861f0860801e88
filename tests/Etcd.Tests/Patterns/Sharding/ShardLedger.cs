using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

/// <summary>Which work ran on which shard: what must not be is noted at the moment that it is.</summary>
internal sealed class ShardLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Shard> _last = [];
    private readonly Dictionary<Shard, string> _working = [];
    private readonly HashSet<string> _forgiven = new(StringComparer.Ordinal);
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
                if (_working.TryGetValue(before, out var owner) && before.LossReason is null && !_forgiven.Contains(owner))
                {
                    _violations.Add($"shard {shard.Number} at {node}: the work of {owner} under fence {before.Fence} has not returned");
                }
            }
            _last[shard.Number] = shard;
            _working[shard] = node;
        }
    }

    public void Ended(Shard shard)
    {
        lock (_gate)
        {
            _working.Remove(shard);
        }
    }

    /// <summary>The node is about to lose all at once: nothing but the fence can tell its work in time, so the next owner may be faster.</summary>
    public void Forgive(string node)
    {
        lock (_gate)
        {
            _forgiven.Add(node);
        }
    }

    /// <summary>All is at rest: from here on everybody is to keep to the rules again.</summary>
    public void ForgiveNobody()
    {
        lock (_gate)
        {
            _forgiven.Clear();
        }
    }
}
