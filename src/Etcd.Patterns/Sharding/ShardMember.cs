using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>
/// One life of a node among the owners of shards: from joining until it leaves, or its lease or its key is lost. How many shards it is to have follows from the list of
/// members alone, by rank: so nobody gives up one more than the newcomer needs, or takes one more than the leaver had, whatever else is seen late. Which ones it has
/// is settled by the shards' keys alone: a shard is taken by a transaction that finds no key of it.
/// </summary>
internal sealed class ShardMember(EtcdSession session, ShardKeys keys, int count, Place self, Func<Shard, CancellationToken, Task> work)
{
    private const int TakenAtOnce = 16;

    private readonly ConcurrentDictionary<int, RunningShard> _running = new();
    private readonly Channel<bool> _look = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Backoff _backoff = new(session.Time, session.Client.Randomizer);
    private Exception? _error;

    /// <summary>The shards that are ours, in order.</summary>
    public IReadOnlyList<Shard> Owned => [.. _running.Values.Select(running => running.Shard).Where(shard => shard.IsHeld).OrderBy(shard => shard.Number)];

    /// <summary>Works on its share until the end of this life; returns when all work has returned, and is given back.</summary>
    /// <exception cref="Exception">What the work threw, or why etcd does not let us look any more.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, self.Lease.Lost);
        try
        {
            var mirror = await session.Client.MirrorAsync(KeyRange.Prefix(keys.Own), life.Token).ConfigureAwait(false);
            await using var _ = mirror.ConfigureAwait(false);
            var following = FollowAsync(mirror, life.Token);
            try
            {
                var isMember = true;
                while (isMember && await _look.Reader.WaitToReadAsync(life.Token).ConfigureAwait(false))
                {
                    _look.Reader.TryRead(out var _);
                    isMember = await BalanceAsync(mirror.Current, life.Token).ConfigureAwait(false);
                }
            }
            finally
            {
                await life.CancelAsync().ConfigureAwait(false);
                await following.ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or EtcdUnavailableException or EtcdAmbiguousResultException)
        {
            // stopped, or the lease is lost, or etcd is away: another life may follow
        }
        finally
        {
            await life.CancelAsync().ConfigureAwait(false);
            await self.LeaveQuietlyAsync().ConfigureAwait(false); // first: the others take each shard as soon as its work has returned
            await Task.WhenAll(_running.Values.Select(running => running.Task)).ConfigureAwait(false);
        }
        if (_error is not null)
        {
            ExceptionDispatchInfo.Throw(_error);
        }
    }

    private async Task FollowAsync(Mirror mirror, CancellationToken life)
    {
        try
        {
            await foreach (var change in mirror.ObserveAsync(life).ConfigureAwait(false))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // the end of this life
        }
        catch (EtcdException e)
        {
            Fail(e);
        }
    }

    /// <summary>Gives up what is too much, takes what is too little; false when we are no member any more.</summary>
    private async ValueTask<bool> BalanceAsync(RangeSnapshot now, CancellationToken life)
    {
        var members = keys.MembersIn(now.Values);
        var rank = members.TakeWhile(member => member.CreateRevision != self.Created).Count();
        if (rank == members.Count)
        {
            return false;
        }
        // the eldest have one more when it does not divide: a newcomer only takes away, a leaver only gives
        var share = (count + members.Count - 1 - rank) / members.Count;
        var active = _running.Values.Where(running => !running.IsStopping).OrderBy(running => running.Shard.Number).ToList();
        foreach (var surplus in active.Skip(share))
        {
            surplus.Stop();
        }
        var wanted = share - _running.Count; // what is still stopping counts: its work has not returned
        if (wanted > 0)
        {
            var owners = keys.OwnersIn(now.Values);
            int[] free = [.. Enumerable.Range(0, count).Where(shard => !owners.ContainsKey(shard) && !_running.ContainsKey(shard))];
            var start = free.Length * rank / members.Count; // each begins elsewhere: seldom two want the same
            await TakeAsync(free[start..].Concat(free[..start]).Take(wanted), life).ConfigureAwait(false);
        }
        return true;
    }

    private async ValueTask TakeAsync(IEnumerable<int> shards, CancellationToken life)
    {
        var failed = 0;
        await Parallel.ForEachAsync(shards, new ParallelOptions { MaxDegreeOfParallelism = TakenAtOnce, CancellationToken = life }, async (shard, stop) =>
        {
            try
            {
                var queue = keys.Shard(shard);
                Compare[] conditions = [Compare.CreateRevision(KeyRange.Prefix(queue)) == default(Revision), Compare.CreateRevision(self.Key) == self.Created];
                if (await Place.TryMakeAsync(session, queue, keys.Marks, session.Owner, conditions, stop).ConfigureAwait(false) is { } place)
                {
                    Start(new Shard(session, place, shard), life);
                }
            }
            catch (Exception e) when (e is EtcdUnavailableException or EtcdAmbiguousResultException)
            {
                Interlocked.Increment(ref failed);
            }
        }).ConfigureAwait(false);
        if (failed > 0)
        {
            await _backoff.WaitAsync(life).ConfigureAwait(false);
            Look();
        }
        else
        {
            _backoff.Reset();
        }
    }

    private void Start(Shard shard, CancellationToken life)
    {
        var running = new RunningShard(shard, session.Time, work, life);
        _running[shard.Number] = running;
        running.Task = Task.Run(() => RunAsync(running), CancellationToken.None); // work that never yields holds up its own shard only
    }

    private async Task RunAsync(RunningShard running)
    {
        try
        {
            await running.RunAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Fail(e);
        }
        finally
        {
            _running.TryRemove(running.Shard.Number, out _);
            running.Dispose();
            Look();
        }
    }

    private void Look() => _look.Writer.TryWrite(true);

    private void Fail(Exception error)
    {
        Interlocked.CompareExchange(ref _error, error, null);
        _look.Writer.TryComplete();
    }
}
