namespace Etcd.Client;

/// <summary>
/// A watch that goes on when its member fails: at another one, right after the last revision it has shown, so that
/// every revision comes once, whole, and in order. Read it once. It ends with <see cref="EtcdCompactedException"/>
/// when what comes next is compacted away, <see cref="EtcdAuthException"/> when the user may not read (any more),
/// <see cref="EtcdErrorCode.SlowReader"/> when its options say so, and never because of the network. Disposing ends it
/// on the server too, and the reading loop without an error.
/// </summary>
public sealed class Watch : IAsyncEnumerable<WatchBatch>, IAsyncDisposable
{
    private readonly WatchHub _hub;
    private readonly WatchTrack _track;
    private int _read;

    internal Watch(WatchHub hub, WatchTrack track) => (_hub, _track) = (hub, track);

    /// <summary>The first revision that it shows.</summary>
    public Revision StartRevision => _track.StartRevision;

    /// <summary>True while a member has acknowledged it and the connection to it lives; false while it looks for another one.</summary>
    internal bool IsLive => _track.IsLive;

    /// <summary>The batches, in the order of their revisions. Cancelling stops the loop with <see cref="OperationCanceledException"/>.</summary>
    /// <exception cref="InvalidOperationException">It was read before.</exception>
    public IAsyncEnumerator<WatchBatch> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        => Interlocked.Exchange(ref _read, 1) == 0
            ? ReadAsync(cancellationToken)
            : throw new InvalidOperationException("A watch is read once; open another one.");

    /// <summary>Ends it. Never throws.</summary>
    public ValueTask DisposeAsync()
    {
        _hub.Close(_track);
        return default;
    }

    private async IAsyncEnumerator<WatchBatch> ReadAsync(CancellationToken cancellationToken)
    {
        do
        {
            while (_track.Batches.TryRead(out var batch))
            {
                if (_track.MayGoOn)
                {
                    _hub.GoOn(_track);
                }
                yield return batch;
                cancellationToken.ThrowIfCancellationRequested();
            }
            _hub.GoOn(_track); // it may have been parked while its last batch was read, and nothing more would come
        }
        while (await _track.Batches.WaitToReadAsync(cancellationToken).ConfigureAwait(false));
    }
}
