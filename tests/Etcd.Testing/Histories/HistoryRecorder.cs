using System.Collections.Concurrent;
using Etcd.Client;

namespace Etcd.Testing;

/// <summary>Records what concurrent clients do. Thread-safe: one recorder for all of them, a <see cref="RecordedClient"/> each.</summary>
/// <param name="time">For the times that people read; null: the system's.</param>
public sealed class HistoryRecorder(TimeProvider? time = null)
{
    private readonly ConcurrentQueue<KvOperation> _operations = [];
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _stamp;

    /// <summary>How many operations are recorded.</summary>
    public int Count => _operations.Count;

    /// <summary>A client whose every call is recorded.</summary>
    /// <param name="client">Its number. It must do one thing at a time.</param>
    /// <param name="kv">What it calls.</param>
    public RecordedClient For(int client, KvClient kv) => new(this, client, kv);

    /// <summary>What is recorded so far.</summary>
    public History ToHistory() => new(_operations);

    /// <summary>The next logical stamp: later than every one before.</summary>
    public long Stamp() => Interlocked.Increment(ref _stamp);

    /// <summary>Adds an operation that was stamped with <see cref="Stamp"/>. A read that failed says nothing and is dropped.</summary>
    public void Add(KvOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Action != KvAction.Get || operation.Outcome == KvOutcome.Done)
        {
            _operations.Enqueue(operation);
        }
    }

    internal async Task<KvOperation> RunAsync(KvOperation request, Func<KvOperation, Task<KvOperation>> call)
    {
        KvOperation recorded;
        var invoked = request with { Invoked = Stamp(), At = _time.GetUtcNow() };
        try
        {
            recorded = await call(invoked).ConfigureAwait(false);
            recorded = recorded with { Returned = Stamp() };
        }
        catch (Exception e) when (e is EtcdAmbiguousResultException or OperationCanceledException)
        {
            recorded = invoked with { Outcome = KvOutcome.Unknown };
        }
        catch (EtcdException)
        {
            recorded = invoked with { Outcome = KvOutcome.NotApplied, Returned = Stamp() };
        }
        Add(recorded);
        return recorded;
    }
}
