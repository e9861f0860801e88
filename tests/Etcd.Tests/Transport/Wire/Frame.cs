using System.Buffers.Binary;
using System.Text;

namespace Etcd.Tests.Transport.Wire;

internal enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    Reset = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
    NobodyKnows = 0x42,
}

[Flags]
internal enum FrameFlags : byte
{
    None = 0,
    End = 1, // of the stream; on SETTINGS and PING: acknowledged
    EndHeaders = 4,
    Padded = 8,
    Priority = 0x20,
}

/// <summary>One HTTP/2 frame (RFC 9113, 4.1), right or wrong: nothing here is checked.</summary>
internal readonly record struct Frame(FrameType Type, FrameFlags Flags, int Stream, byte[] Payload)
{
    public const int HeaderBytes = 9;

    public static Frame Headers(int stream, bool end, params (string Name, string Value)[] headers)
        => new(FrameType.Headers, FrameFlags.EndHeaders | (end ? FrameFlags.End : FrameFlags.None), stream, Block(headers));

    public static Frame Data(int stream, bool end, byte[] bytes)
        => new(FrameType.Data, end ? FrameFlags.End : FrameFlags.None, stream, bytes);

    public static Frame Reset(int stream, int code) => new(FrameType.Reset, FrameFlags.None, stream, Number(code));

    public static Frame GoAway(int lastStream, int code) => new(FrameType.GoAway, FrameFlags.None, 0, [.. Number(lastStream), .. Number(code)]);

    public static Frame WindowUpdate(int stream, int increment) => new(FrameType.WindowUpdate, FrameFlags.None, stream, Number(increment));

    public static Frame Settings(params (int Id, int Value)[] values)
        => new(FrameType.Settings, FrameFlags.None, 0, [.. values.SelectMany(each => (byte[])[(byte)(each.Id >> 8), (byte)each.Id, .. Number(each.Value)])]);

    /// <summary>The block by the simplest way that HPACK has: every header a literal without indexing and without Huffman (RFC 7541, 6.2.2).</summary>
    public static byte[] Block(params (string Name, string Value)[] headers)
        => [.. headers.SelectMany(header => (byte[])[0, .. Text(header.Name), .. Text(header.Value)])];

    public Frame Padded(byte bytes)
        => this with { Flags = Flags | FrameFlags.Padded, Payload = [bytes, .. Payload, .. new byte[bytes]] };

    public byte[] ToBytes()
    {
        var header = new byte[HeaderBytes];
        BinaryPrimitives.WriteInt32BigEndian(header, Payload.Length << 8);
        header[3] = (byte)Type;
        header[4] = (byte)Flags;
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(5), Stream);
        return [.. header, .. Payload];
    }

    /// <summary>The next frame; null where the connection ends.</summary>
    public static async Task<Frame?> ReadAsync(Stream from)
    {
        var header = new byte[HeaderBytes];
        if (await from.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
        {
            return null;
        }
        var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
        await from.ReadExactlyAsync(payload);
        return new Frame((FrameType)header[3], (FrameFlags)header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)) & int.MaxValue, payload);
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    // a length of 7 bits, or 127 and the rest in groups of 7 bits (RFC 7541, 5.1)
    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        List<byte> length = [(byte)Math.Min(bytes.Length, 127)];
        if (bytes.Length >= 127)
        {
            var rest = bytes.Length - 127;
            for (; rest >= 128; rest >>= 7)
            {
                length.Add((byte)(rest | 128));
            }
            length.Add((byte)rest);
        }
        return [.. length, .. bytes];
    }
}
