using System.Buffers;
using System.Buffers.Binary;

namespace Etcd.Client.Transport;

/// <summary>Cuts a response body into gRPC messages: one flag byte, four bytes of length, the message.</summary>
internal sealed class FrameReader(Stream body, int maxMessageBytes) : IDisposable
{
    public const int HeaderBytes = 5;
    private const int InitialBytes = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _start;
    private int _end;

    /// <summary>The next message, valid until the next call; null at the end of the body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(HeaderBytes, cancellationToken).ConfigureAwait(false))
        {
            return _end == _start ? null : throw new InvalidDataException("the answer ends within a message");
        }
        var length = ParseHeader();
        if (!await FillAsync(HeaderBytes + length, cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidDataException("the answer ends within a message");
        }
        var message = _buffer.AsMemory(_start + HeaderBytes, length);
        _start += HeaderBytes + length;
        return message;
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int ParseHeader()
    {
        var header = _buffer.AsSpan(_start, HeaderBytes);
        if (header[0] != 0)
        {
            throw new InvalidDataException("the answer is compressed, which was not asked for");
        }
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        return length <= maxMessageBytes ? (int)length : throw new MessageTooLargeException(length, maxMessageBytes);
    }

    // True once so many bytes lie ahead; false when the body ends before.
    private async ValueTask<bool> FillAsync(int bytes, CancellationToken cancellationToken)
    {
        if (_end - _start >= bytes)
        {
            return true;
        }
        MakeRoom(bytes);
        while (_end - _start < bytes)
        {
            var read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }
            _end += read;
        }
        return true;
    }

    private void MakeRoom(int bytes)
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (_buffer.Length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(bytes);
            rest.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else if (_start > 0)
        {
            rest.CopyTo(_buffer);
        }
        _end -= _start;
        _start = 0;
    }
}
