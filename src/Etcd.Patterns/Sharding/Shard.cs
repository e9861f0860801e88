using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>One shard, while it is ours: until it moves, is released, or is lost.</summary>
public sealed class Shard : Ownership
{
    internal Shard(EtcdSession session, Place place, int number)
        : base(session, place)
        => Number = number;

    /// <summary>Which one: 0 to the number of shards less 1, as <see cref="ShardedOwnership.ShardOf"/> answers.</summary>
    public int Number { get; }

    /// <summary>Gives the shard back now, before it has to move. Whoever has too few takes it, with a higher fence; that may be this node again, once the work on it has returned.</summary>
    /// <exception cref="EtcdException">It could not be confirmed; at worst the session's lease ends it.</exception>
    public ValueTask ReleaseAsync(CancellationToken cancellationToken = default) => GiveUpAsync(cancellationToken);
}
