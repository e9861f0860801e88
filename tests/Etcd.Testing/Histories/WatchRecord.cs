using System.Collections.Concurrent;

namespace Etcd.Testing;

/// <summary>One watch from its start to its end: what it gave its reader, in that order.</summary>
/// <param name="from">The first revision that it was to show.</param>
public sealed class WatchRecord(long from)
{
    private readonly ConcurrentQueue<WatchedBatch> _batches = [];

    /// <summary>The first revision that it was to show.</summary>
    public long From => from;

    /// <summary>What it gave.</summary>
    public IReadOnlyList<WatchedBatch> Batches => [.. _batches];

    /// <summary>How far it has to have come: every change up to there must be in it. 0: it may have been stopped anywhere.</summary>
    public long Until { get; set; }

    /// <summary>It ended with the word that history up to there is compacted; 0: it did not.</summary>
    public long EndedByCompaction { get; set; }

    /// <summary>Adds a batch.</summary>
    public void Add(WatchedBatch batch) => _batches.Enqueue(batch);
}
