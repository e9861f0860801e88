using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace EtcdMonitor.Events;

/// <summary>Fan-out of live updates. A reader that is too slow loses the oldest, never delays the writer or another reader.</summary>
public sealed class EventFeed
{
    /// <summary>Updates a reader may be behind: several minutes of three clusters.</summary>
    private const int Buffer = 1024;

    private readonly ConcurrentDictionary<Channel<LiveUpdate>, byte> _readers = new();

    /// <summary>Readers at this moment.</summary>
    public int Readers => _readers.Count;

    /// <summary>Hands an update to every reader.</summary>
    public void Publish(LiveUpdate update)
    {
        foreach (Channel<LiveUpdate> reader in _readers.Keys)
        {
            reader.Writer.TryWrite(update);
        }
    }

    /// <summary>Updates from now on, until <paramref name="cancellationToken"/> ends the enumeration. What happened before is in the history.</summary>
    public async IAsyncEnumerable<LiveUpdate> SubscribeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<LiveUpdate> reader = Channel.CreateBounded<LiveUpdate>(new BoundedChannelOptions(Buffer) { FullMode = BoundedChannelFullMode.DropOldest });
        _readers.TryAdd(reader, 0);
        try
        {
            await foreach (LiveUpdate update in reader.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return update;
            }
        }
        finally
        {
            _readers.TryRemove(reader, out _);
        }
    }
}
