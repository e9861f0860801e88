using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Etcd.Tests.Transport.Wire;

/// <summary>One call as the server sees it.</summary>
internal sealed class WireCall(WireConnection connection, Frame headers)
{
    private readonly Lock _gate = new();
    private readonly List<byte> _body = [];
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _reset = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _answered;
    private bool _gaveUp;

    public WireConnection Connection => connection;

    public int Stream => headers.Stream;

    /// <summary><c>/etcdserverpb.KV/Put</c></summary>
    public string Path { get; } = PathIn(headers.Payload);

    /// <summary>The client has sent all that it wants to.</summary>
    public Task Completed => _completed.Task;

    /// <summary>The client gave it up, with this code.</summary>
    public Task<int> Reset => _reset.Task;

    /// <summary>One side gave it up, or both have ended it.</summary>
    public bool IsOver => Reset.IsCompleted || _gaveUp || (_answered && Completed.IsCompleted);

    /// <summary>Waits for the request's message of that number, and returns it without its header.</summary>
    public async Task<byte[]> MessageAsync(int number = 0)
    {
        while (true)
        {
            Task grown;
            lock (_gate)
            {
                if (Message(number) is { } message)
                {
                    return message;
                }
                grown = _grown.Task;
            }
            await grown;
        }
    }

    /// <summary>The answer's headers.</summary>
    public Task RespondAsync(bool end = false, string status = "200", string? type = "application/grpc", params (string, string)[] more)
    {
        _answered |= end;
        return connection.SendAsync(Frame.Headers(Stream, end, [(":status", status), .. type is null ? [] : new[] { ("content-type", type) }, .. more]));
    }

    /// <summary>A message whose header is true.</summary>
    public Task SendMessageAsync(params byte[] message) => SendAsync(Framed(message));

    /// <summary>Any bytes of a body.</summary>
    public Task SendAsync(byte[] bytes, bool end = false)
    {
        _answered |= end;
        return connection.SendAsync(Frame.Data(Stream, end, bytes));
    }

    /// <summary>The trailers.</summary>
    public Task EndAsync(string status = "0", string? message = null)
        => EndAsync([("grpc-status", status), .. message is null ? [] : new[] { ("grpc-message", message) }]);

    public Task EndAsync(params (string, string)[] trailers)
    {
        _answered = true;
        return connection.SendAsync(Frame.Headers(Stream, end: true, trailers));
    }

    public Task ResetAsync(int code)
    {
        _gaveUp = true;
        return connection.SendAsync(Frame.Reset(Stream, code));
    }

    public static byte[] Framed(params byte[] message)
    {
        var framed = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    public void Take(Frame frame)
    {
        if (frame.Type == FrameType.Reset)
        {
            _reset.TrySetResult(BinaryPrimitives.ReadInt32BigEndian(frame.Payload));
            return;
        }
        lock (_gate)
        {
            _body.AddRange(frame.Payload); // our clients pad nothing
            _grown.TrySetResult();
            _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        if (frame.Flags.HasFlag(FrameFlags.End))
        {
            _completed.TrySetResult();
        }
    }

    private byte[]? Message(int number)
    {
        var rest = CollectionsMarshal.AsSpan(_body);
        while (rest.Length >= 5)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest[1..]);
            if (rest.Length < 5 + length)
            {
                return null;
            }
            if (number-- == 0)
            {
                return rest.Slice(5, length).ToArray();
            }
            rest = rest[(5 + length)..];
        }
        return null;
    }

    // The only header that a test's server wants. Clients send it as a plain literal, whose length is the byte before it.
    private static string PathIn(byte[] block)
    {
        var text = Encoding.Latin1.GetString(block);
        var at = new[] { "/etcdserverpb.", "/grpc.health." }.Select(start => text.IndexOf(start, StringComparison.Ordinal)).Max();
        return at > 0 ? text.Substring(at, text[at - 1]) : throw new InvalidDataException("the request's headers hold no path in plain text");
    }

}
