using System.Threading.Channels;
using EtcdMonitor.Events;

namespace EtcdMonitor.Server.Live;

/// <summary>
/// What one reader has still to be sent. Of each cluster only the newest snapshot is kept, so that a slow reader gets the present and not a backlog;
/// events are kept all, up to a bound.
/// </summary>
internal sealed class ReaderQueue
{
    /// <summary>More than this and the reader is hopeless: its stream ends and it comes back with the id of the last event it got.</summary>
    internal const int MostEvents = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ClusterSnapshot> _snapshots = new(StringComparer.Ordinal);
    private readonly Queue<MonitorEvent> _events = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _ping;
    private bool _overflown;

    /// <summary>False: that was too much for this reader, and nothing more is kept for it.</summary>
    internal bool Put(LiveUpdate update)
    {
        bool overflown;
        lock (_gate)
        {
            if (update.Snapshot is { } snapshot)
            {
                _snapshots[snapshot.State.Name] = snapshot;
            }

            if (update.Event is { } happened)
            {
                _events.Enqueue(happened);
                _overflown |= _events.Count > MostEvents;
            }

            overflown = _overflown;
        }

        _signal.Writer.TryWrite(true);
        return !overflown;
    }

    internal void Ping()
    {
        lock (_gate)
        {
            _ping = true;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>All that waits, events first; null: the reader fell too far behind.</summary>
    internal (IReadOnlyList<MonitorEvent> Events, IReadOnlyList<ClusterSnapshot> Snapshots, bool Ping)? Take()
    {
        lock (_gate)
        {
            if (_overflown)
            {
                return null;
            }

            (MonitorEvent[], ClusterSnapshot[], bool) taken = ([.. _events], [.. _snapshots.Values], _ping);
            _events.Clear();
            _snapshots.Clear();
            _ping = false;
            return taken;
        }
    }

    /// <summary>Waits for something to take; false: <paramref name="cancellationToken"/> fired.</summary>
    internal async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _signal.Reader.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
