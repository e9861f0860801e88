using System.Collections.Concurrent;
using System.Diagnostics;
using Etcd.Testing;

namespace Faults.Truth;

/// <summary>A scene while it plays.</summary>
/// <param name="cluster">The cluster that suffers.</param>
/// <param name="random">Chooses what is chosen.</param>
/// <param name="stop">Ends everything.</param>
internal sealed class Stage(EtcdCluster cluster, Random random, CancellationToken stop) : IAsyncDisposable
{
    private readonly ConcurrentStack<IAsyncDisposable> _owned = [];
    private readonly ConcurrentQueue<string> _wrong = [];

    public EtcdCluster Cluster => cluster;

    /// <summary>Of etcd.</summary>
    public EtcdVersion Version { get; init; }

    /// <summary>Another cluster, where a scene needs one.</summary>
    public EtcdCluster? Other { get; set; }

    public Random Random => random;

    public CancellationToken Stop => stop;

    /// <summary>What was seen and told so far; empty before the monitor watches.</summary>
    public Record Seen { get; } = new();

    /// <summary>The member that the verdict must name.</summary>
    public EtcdMember? Victim { get; set; }

    /// <summary>Its name, where no member of the kit stands for it.</summary>
    public string? VictimName { get => field ?? Victim?.Name; set; }

    /// <summary>How many disturbances a scene of many makes.</summary>
    public int Disturbances { get; init; }

    /// <summary>Who writes all the time; null: nobody does.</summary>
    public Writer? Writer { get; set; }

    /// <summary>What holds a disk back; null: nothing does.</summary>
    public SlowDisk? Slowness { get; set; }

    /// <summary>What goes on until the fault is healed; null: nothing does.</summary>
    public Background? Trouble { get; set; }

    /// <summary>A member that was added to the list and never started.</summary>
    public Etcd.Client.MemberId? Unstarted { get; set; }

    /// <summary>How long a fault that ends by itself lasted.</summary>
    public TimeSpan Lasted { get; set; }

    /// <summary>A Raft index, or how far it moved.</summary>
    public ulong Index { get; set; }

    /// <summary>The moment of the fault; 0: not yet.</summary>
    public long FaultAt { get; private set; }

    /// <summary>Complaints so far.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>This is the moment of the fault.</summary>
    public void Now() => FaultAt = Stopwatch.GetTimestamp();

    public void Complain(string sentence) => _wrong.Enqueue(sentence);

    /// <summary>Ended with the scene, the last first.</summary>
    public T Own<T>(T thing) where T : IAsyncDisposable
    {
        _owned.Push(thing);
        return thing;
    }

    /// <summary>The leader, which becomes the victim.</summary>
    public async Task<EtcdMember> LeaderAsync() => Victim = await cluster.LeaderAsync(stop);

    /// <summary>A member that follows, which becomes the victim.</summary>
    public async Task<EtcdMember> FollowerAsync()
    {
        EtcdMember leader = await cluster.LeaderAsync(stop);
        EtcdMember[] followers = [.. cluster.Members.Where(member => member != leader && !member.IsLearner)];
        return Victim = followers[random.Next(followers.Length)];
    }

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, stop);

    /// <summary>Somebody writes from now on.</summary>
    public void Write(TimeSpan pace, int bytes = 16) => Writer = Own(new Writer(this, pace, bytes));

    public async ValueTask DisposeAsync()
    {
        Slowness?.Dispose();
        if (Trouble is not null)
        {
            await Trouble.DisposeAsync();
        }

        while (_owned.TryPop(out IAsyncDisposable? thing))
        {
            await thing.DisposeAsync();
        }
    }
}
