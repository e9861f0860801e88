using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// A fixed number of shards, divided among the nodes that run: each shard has at most one owner, and when nodes come and go each node gets its equal share, give or take
/// one, by the fewest moves: a newcomer's share, or what the leaver had, at most shards ÷ nodes, rounded up. There is no coordinator: how many a node has follows from
/// the list of members, and a shard is its own key in etcd, taken in a transaction that finds it free. A shard moves only after the work on it has returned, or its
/// node's lease has ended. <b>Work that stands still beyond that, or ignores its token, may overlap with the next owner's: let it write through the shard's
/// <see cref="Ownership.CommitAsync"/> or with its <see cref="Ownership.Fence"/>.</b> Thread-safe.
/// </summary>
/// <remarks>
/// A node that dies keeps its shards from the others for up to 2 × its session's TTL + 2 s. Work that ignores its token keeps its own shard from moving, and its node from
/// coming back after a lost lease; it holds up nothing else. Each node watches all shards' keys: fit for thousands, not for millions.
/// </remarks>
public sealed class ShardedOwnership
{
    private readonly EtcdSession _session;
    private readonly ShardKeys _keys;
    private readonly int _shards;
    private ShardMember? _member;
    private int _running;

    /// <summary>The shards at <paramref name="prefix"/>: nodes stand under <c>prefix/SHARDS/members/</c>, owners under <c>prefix/SHARDS/shards/NUMBER/</c>.</summary>
    /// <param name="session">Whose shards; its owner is shown beside them.</param>
    /// <param name="prefix">The same on every node, and nothing else's.</param>
    /// <param name="shards">How many there are, the same on every node; a node that is told otherwise is refused. Some ten times as many as nodes divide evenly.</param>
    /// <exception cref="ArgumentException">The prefix is empty, or there is no shard.</exception>
    public ShardedOwnership(EtcdSession session, Key prefix, int shards)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        (_session, _keys, _shards) = (session, new ShardKeys(prefix, shards), shards);
    }

    /// <summary>The shards that are ours now, in order of number; empty while <see cref="RunAsync"/> does not run. From memory and the clock; a right to act is only the shard itself.</summary>
    public IReadOnlyList<Shard> Owned => Volatile.Read(ref _member)?.Owned ?? [];

    /// <summary>Which shard a key belongs to: 0 to the number of shards less 1. The same on every node, and for ever: the first 8 bytes of the SHA-256 of the key's bytes (a string's in UTF-8), as a big-endian number, modulo the number of shards.</summary>
    public int ShardOf(Key key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key.ToArray(), hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)_shards);
    }

    /// <summary>Who owns which shard now.</summary>
    /// <exception cref="InvalidOperationException">A node with another number of shards runs at the same prefix; the message names both.</exception>
    /// <exception cref="EtcdException">It cannot be read.</exception>
    public async ValueTask<ShardMap> GetMapAsync(CancellationToken cancellationToken = default)
    {
        var found = await _keys.ReadAsync(_session.Client, _session.Owner, cancellationToken).ConfigureAwait(false);
        return _keys.MapOf(found, found.Revision);
    }

    /// <summary>Who owns which shard: now, then after each change of an owner. Goes on over trouble with etcd.</summary>
    /// <exception cref="InvalidOperationException">A node with another number of shards runs at the same prefix; the message names both.</exception>
    /// <exception cref="EtcdException">The first map cannot be read; or later, as <see cref="EtcdAuthException"/>, the user may not read it any more.</exception>
    public async IAsyncEnumerable<ShardMap> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _keys.ReadAsync(_session.Client, _session.Owner, cancellationToken).ConfigureAwait(false);
        var mirror = await _session.Client.MirrorAsync(KeyRange.Prefix(_keys.Own), cancellationToken).ConfigureAwait(false);
        await using var _ = mirror.ConfigureAwait(false);
        ShardMap? last = null;
        await foreach (var change in mirror.ObserveAsync(cancellationToken).ConfigureAwait(false))
        {
            var map = _keys.MapOf(change.After.Values, change.After.Revision);
            if (last is null || map.Epoch != last.Epoch || !map.Owners.SequenceEqual(last.Owners))
            {
                last = map;
                yield return map;
            }
        }
    }

    /// <summary>
    /// Takes part: owns its share of the shards and runs <paramref name="work"/> on each, until it is cancelled. Neither trouble with etcd nor a loss ends it: after a lost
    /// lease it joins again, once all work has returned. What work throws does end it: all its shards are stopped and given back, and the exception comes out. The others
    /// then run that work: catch what one shard's data can cause.
    /// </summary>
    /// <param name="work">Runs once for each shard each time that it becomes ours, side by side. Its token fires when the shard is to move, is lost, or the loop is cancelled. When it returns before that, the shard stays ours, without work.</param>
    /// <param name="cancellationToken">Stops it: all work is cancelled and awaited, and each shard given back as its work returns.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvalidOperationException">It runs already; or a node with another number of shards runs at the same prefix, and the message names both.</exception>
    /// <exception cref="EtcdException">etcd refuses.</exception>
    public async Task RunAsync(Func<Shard, CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            throw new InvalidOperationException("This node runs its shards already. Await the first RunAsync before the next.");
        }
        try
        {
            var backoff = new Backoff(_session.Time, _session.Client.Randomizer);
            while (true)
            {
                var self = await JoinAsync(backoff, cancellationToken).ConfigureAwait(false);
                var member = new ShardMember(_session, _keys, _shards, self, work);
                Volatile.Write(ref _member, member);
                await member.RunAsync(cancellationToken).ConfigureAwait(false);
                await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Volatile.Write(ref _member, null);
            Volatile.Write(ref _running, 0);
        }
    }

    private async ValueTask<Place> JoinAsync(Backoff backoff, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (await Place.TryMakeAsync(_session, _keys.Members, _keys.Marks, _session.Owner, _keys.NobodyCountsOtherwise, cancellationToken).ConfigureAwait(false) is { } self)
                {
                    backoff.Reset();
                    return self;
                }
                await _keys.ReadAsync(_session.Client, _session.Owner, cancellationToken).ConfigureAwait(false); // says who; or they have just gone
            }
            catch (Exception e) when (e is EtcdUnavailableException or EtcdAmbiguousResultException)
            {
                await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
