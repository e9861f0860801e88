using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Tests.Patterns;

/// <summary>A node that owns shards, as a process has one: a session of its own, its work told to a ledger.</summary>
internal sealed class ShardNode : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public ShardNode(EtcdClient client, Key prefix, int shards, string name, ShardLedger ledger, Func<Shard, CancellationToken, Task>? work = null, TimeSpan? ttl = null)
    {
        Name = name;
        Session = new EtcdSession(client, new SessionOptions { Owner = name, Ttl = ttl ?? TimeSpan.FromSeconds(15) });
        Shards = new ShardedOwnership(Session, prefix, shards);
        Running = Shards.RunAsync(
            async (shard, stop) =>
            {
                ledger.Started(name, shard);
                try
                {
                    await (work ?? UntilStopped)(shard, stop);
                }
                finally
                {
                    ledger.Ended(shard);
                }
            }, _stop.Token);
    }

    public string Name { get; }

    public EtcdSession Session { get; }

    public ShardedOwnership Shards { get; }

    public Task Running { get; }

    public static async Task UntilStopped(Shard shard, CancellationToken stop)
    {
        await shard.CommitAsync(new Txn().Then(Op.Delete($"{shard.Key}.old")), stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    }

    /// <summary>Leaves in order.</summary>
    public async Task LeaveAsync()
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Running);
    }

    /// <summary>Is gone at once, with all its keys.</summary>
    public async Task CrashAsync()
    {
        await Session.CloseAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => Running);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)Running.ContinueWith(_ => { }, TaskScheduler.Default)).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        await Session.DisposeAsync();
        _stop.Dispose();
    }
}
