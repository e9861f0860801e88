using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>Changes as they happen, from one member over one connection.</summary>
public sealed class WatchClient
{
    private readonly ITransport _transport;
    private readonly TimeSpan _requestTimeout;

    internal WatchClient(ITransport transport, TimeSpan requestTimeout) => (_transport, _requestTimeout) = (transport, requestTimeout);

    /// <summary>Watches a key. Returns once the member has acknowledged it: nothing after that is missed.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask<WatchStream> OpenAsync(Key key, WatchOptions options = default, CancellationToken cancellationToken = default)
        => OpenAsync(KeyRange.Single(key), options, cancellationToken);

    /// <summary>Watches a range. Returns once the member has acknowledged it: nothing after that is missed.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask<WatchStream> OpenAsync(KeyRange range, WatchOptions options = default, CancellationToken cancellationToken = default)
    {
        // without "hasleader" a watch on a cut-off member stays silent for as long as the cut lasts
        var call = await _transport.OpenAsync(EtcdMethods.Watch, new CallOptions(RequireLeader: true), cancellationToken).ConfigureAwait(false);
        try
        {
            await call.WriteAsync(WatchMessages.Create(range, options, options.From), cancellationToken).ConfigureAwait(false);
            var stream = new WatchStream(call, options.From);
            await stream.AcknowledgedAsync(_requestTimeout, cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await call.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
