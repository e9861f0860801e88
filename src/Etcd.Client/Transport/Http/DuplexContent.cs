using System.Net;
using System.Net.Http.Headers;

namespace Etcd.Client.Transport;

/// <summary>A request body that stays open: hands out the stream to write to, and lasts until it is completed.</summary>
internal sealed class DuplexContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Connection _connection;

    public DuplexContent(Connection connection)
    {
        (_connection, SentOn) = (connection, connection.Current);
        Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
    }

    /// <summary>The connection that the call is on, or would have been.</summary>
    public DialledConnection? SentOn { get; private set; }

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
        if (_stream.Task.IsCompleted)
        {
            // The handler repeats a call that the server sent back unprocessed (GOAWAY, REFUSED_STREAM); what was written to this one is gone.
            throw new IOException("the member sent the call back unprocessed: it shuts down, or takes no more calls");
        }
        SentOn = _connection.Current;
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
