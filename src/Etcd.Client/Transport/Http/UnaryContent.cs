using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace Etcd.Client.Transport;

/// <summary>A request body of one gRPC message, encoded once into a pooled buffer.</summary>
internal sealed class UnaryContent : HttpContent
{
    private readonly Connection _connection;
    private readonly int _length;
    private byte[]? _buffer;
    private bool _written;

    private UnaryContent(Connection connection, byte[] buffer, int length)
    {
        (_connection, _buffer, _length) = (connection, buffer, length);
        SentOn = connection.Current;
        Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
    }

    /// <summary>True once a byte of the request may be on its way: only before that is it certain that nothing was applied.</summary>
    public bool Sent { get; private set; }

    /// <summary>The connection that it was last sent on, or would have been.</summary>
    public DialledConnection? SentOn { get; private set; }

    /// <summary>True when it was to go out on a connection that we had cut already, and did not.</summary>
    public bool CameTooLate => !Sent && SentOn is { LossReason: not null };

    public static UnaryContent Of<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, Connection connection)
    {
        var size = method.SizeOf(request);
        var length = FrameReader.HeaderBytes + size;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        buffer[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(1), size);
        method.Write(request, buffer.AsSpan(FrameReader.HeaderBytes, size));
        return new UnaryContent(connection, buffer, length);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        SentOn = _connection.Current;
        if (SentOn is { LossReason: { } reason })
        {
            throw new IOException(reason); // the handler has not noticed yet that we cut it
        }
        Sent = true;
        await stream.WriteAsync(_buffer.AsMemory(0, _length), cancellationToken).ConfigureAwait(false);
        _written = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        // Back to the pool only when it is surely written: after a cancelled call the handler may still read from it.
        if (disposing && _written && _buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
        base.Dispose(disposing);
    }
}
