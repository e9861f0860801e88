using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Etcd.Tests;

/// <summary>A connection that keeps what is sent over it, so that it can be sent once more.</summary>
internal sealed class RecordingStream(Stream inner) : Stream
{
    private const int Preface = 24; // "PRI * HTTP/2.0…", RFC 9113, 3.4
    private const int Head = 9;

    private readonly MemoryStream _sent = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A TCP connection to <c>host:port</c>.</summary>
    public static async ValueTask<RecordingStream> ConnectAsync(string endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(endpoint), cancellationToken);
        return new RecordingStream(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Sends it all again over a connection of its own, and returns when the calls whose path holds <paramref name="path"/> are answered.</summary>
    /// <param name="endpoint">Where to: <c>host:port</c>.</param>
    /// <param name="path">Of the calls that matter.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task ReplayAsync(string endpoint, byte[] path, CancellationToken cancellationToken)
    {
        var sent = _sent.ToArray();
        var open = CallsOf(sent, path);
        open.ShouldNotBeEmpty();
        await using var again = await ConnectAsync(endpoint, cancellationToken);
        await again.WriteAsync(sent, cancellationToken);
        var head = new byte[Head];
        while (open.Count > 0)
        {
            await again.ReadExactlyAsync(head, cancellationToken);
            await again.ReadExactlyAsync(new byte[LengthOf(head)], cancellationToken);
            var endsStream = head[3] == 3 || (head[3] <= 1 && (head[4] & 1) == 1); // RST_STREAM; DATA or HEADERS with END_STREAM
            if (endsStream)
            {
                open.Remove(StreamOf(head));
            }
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_sent)
        {
            _sent.Write(buffer.Span);
        }
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }

    // .NET writes a path as it is, without Huffman's code
    private static HashSet<uint> CallsOf(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> path)
    {
        HashSet<uint> calls = [];
        for (var frame = sent[Preface..]; frame.Length > Head && frame.Length >= Head + LengthOf(frame); frame = frame[(Head + LengthOf(frame))..])
        {
            if (frame[3] == 1 && frame.Slice(Head, LengthOf(frame)).IndexOf(path) >= 0)
            {
                calls.Add(StreamOf(frame));
            }
        }
        return calls;
    }

    private static int LengthOf(ReadOnlySpan<byte> head) => (head[0] << 16) | (head[1] << 8) | head[2];

    private static uint StreamOf(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt32BigEndian(head[5..]) & 0x7FFFFFFF;
}
