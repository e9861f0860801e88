using System.Net;
using System.Net.Http.Headers;

namespace Etcd.Client.Transport;

/// <summary>A request body that stays open: hands out the stream to write to, and lasts until it is completed.</summary>
internal sealed class DuplexContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DuplexContent() => Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

    /// <summary>Where to write; fails when the call failed before there was a connection.</summary>
    public Task<Stream> Stream => _stream.Task;

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception exception)
    {
        _stream.TrySetException(exception);
        _ = _stream.Task.Exception; // seen: nobody may be writing
        _done.TrySetResult();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // without this flush the headers would wait for the first message
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _stream.TrySetResult(stream);
        await _done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
