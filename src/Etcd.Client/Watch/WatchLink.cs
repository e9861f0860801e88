using System.Threading.Channels;
using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>One stream that carries many watches. Many may send, one reads.</summary>
internal sealed class WatchLink : IAsyncDisposable
{
    private readonly Channel<Proto.WatchRequest> _requests = Channel.CreateUnbounded<Proto.WatchRequest>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _end = new();
    private readonly IStreamCall<Proto.WatchRequest, Proto.WatchResponse> _call;
    private readonly Task _writer;

    public WatchLink(IStreamCall<Proto.WatchRequest, Proto.WatchResponse> call)
    {
        _call = call;
        _writer = WriteAsync();
    }

    /// <summary>True once a watch was acknowledged on it.</summary>
    public bool HasServed { get; set; }

    /// <summary>Sends in the order of the calls, soon. A request that does not get through ends the link.</summary>
    public void Send(Proto.WatchRequest request) => _requests.Writer.TryWrite(request);

    /// <summary>The next answer.</summary>
    /// <exception cref="EtcdException">The stream has ended.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public ValueTask<Proto.WatchResponse> ReadAsync() => _call.ReadNextAsync(EtcdMethods.Watch, Timeout.InfiniteTimeSpan, _end.Token);

    /// <summary>Ends the reading: the watches go on on the next link.</summary>
    public void GiveUp() => _ = _end.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _requests.Writer.TryComplete();
        await _writer.ConfigureAwait(false);
        await _call.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var request in _requests.Reader.ReadAllAsync(_end.Token).ConfigureAwait(false))
            {
                await _call.WriteAsync(request, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // given up
        }
        catch (EtcdException)
        {
            GiveUp();
        }
    }
}
