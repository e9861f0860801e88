using System.Collections;

namespace Etcd.Client;

/// <summary>All events of one revision, never a part of them. Without events: a sign that the watch has seen everything up to there.</summary>
public sealed class WatchBatch : IReadOnlyList<WatchEvent>
{
    private readonly WatchEvent[] _events;

    internal WatchBatch(Revision revision, WatchEvent[] events) => (Revision, _events) = (revision, events);

    /// <summary>The revision.</summary>
    public Revision Revision { get; }

    /// <summary>True for a batch without events.</summary>
    public bool IsProgress => _events.Length == 0;

    /// <inheritdoc/>
    public int Count => _events.Length;

    /// <inheritdoc/>
    public WatchEvent this[int index] => _events[index];

    /// <inheritdoc/>
    public IEnumerator<WatchEvent> GetEnumerator() => ((IEnumerable<WatchEvent>)_events).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _events.GetEnumerator();
}
