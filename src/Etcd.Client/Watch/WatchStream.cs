using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>
/// One watch on one stream of one connection, as etcd sends it. Read it once. It does not resume: it ends in an
/// exception when the connection does (<see cref="EtcdUnavailableException"/>), the revision is compacted
/// (<see cref="EtcdCompactedException"/>) or the member has lost its leader. Disposing ends it on the server.
/// </summary>
public sealed class WatchStream : IAsyncEnumerable<WatchBatch>, IAsyncDisposable
{
    private readonly IStreamCall<Proto.WatchRequest, Proto.WatchResponse> _call;
    private readonly List<Proto.Event> _fragments = [];

    internal WatchStream(IStreamCall<Proto.WatchRequest, Proto.WatchResponse> call, Revision from)
        => (_call, StartRevision) = (call, from);

    /// <summary>The first revision that it shows.</summary>
    public Revision StartRevision { get; private set; }

    /// <summary>Who acknowledged it, and when.</summary>
    public ResponseHeader Header { get; private set; }

    /// <summary>The batches, in the order of their revisions.</summary>
    public async IAsyncEnumerator<WatchBatch> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var response = await ReadAsync(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            _fragments.AddRange(response.Events);
            if (response.Fragment)
            {
                continue;
            }
            if (_fragments.Count == 0)
            {
                yield return new WatchBatch(new Revision(response.Header.Revision), []);
            }
            foreach (var batch in WatchMessages.Batches(_fragments))
            {
                yield return batch;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _call.DisposeAsync();

    internal async ValueTask AcknowledgedAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var created = await ReadAsync(timeout, cancellationToken).ConfigureAwait(false);
        Header = ResponseHeader.From(created.Header);
        if (StartRevision == default)
        {
            StartRevision = Header.Revision.Next;
        }
    }

    private async ValueTask<Proto.WatchResponse> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var response = await _call.ReadNextAsync(EtcdMethods.Watch, timeout, cancellationToken).ConfigureAwait(false);
        return response.Canceled ? throw WatchMessages.Canceled(response) : response;
    }
}
