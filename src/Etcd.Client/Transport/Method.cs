using Google.Protobuf;

namespace Etcd.Client.Transport;

/// <summary>One call of etcd's API: where it goes and how its messages become bytes.</summary>
internal sealed class Method<TRequest, TResponse>
{
    /// <summary>For people and metrics: <c>KV/Put</c>.</summary>
    public required string Name { get; init; }

    /// <summary>For the wire: <c>/etcdserverpb.KV/Put</c>.</summary>
    public required string Path { get; init; }

    /// <summary>True when the call changes something, so that a lost answer leaves open whether it happened.</summary>
    public required bool Writes { get; init; }

    /// <summary>The request's size in bytes; called right before <see cref="Write"/>.</summary>
    public required Func<TRequest, int> SizeOf { get; init; }

    /// <summary>Encodes the request into exactly that many bytes.</summary>
    public required SpanWriter<TRequest> Write { get; init; }

    /// <summary>Decodes an answer; the bytes are not valid afterwards. Throws <see cref="InvalidDataException"/> when they make no sense.</summary>
    public required SpanReader<TResponse> Read { get; init; }
}

internal delegate void SpanWriter<in T>(T message, Span<byte> destination);

internal delegate T SpanReader<out T>(ReadOnlySpan<byte> source);

internal static class Method
{
    public static Method<TRequest, TResponse> Read<TRequest, TResponse>(string name)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
        => Create<TRequest, TResponse>(name, writes: false);

    public static Method<TRequest, TResponse> Write<TRequest, TResponse>(string name)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
        => Create<TRequest, TResponse>(name, writes: true);

    private static Method<TRequest, TResponse> Create<TRequest, TResponse>(string name, bool writes)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
    {
        var parser = new MessageParser<TResponse>(() => new TResponse());
        return new Method<TRequest, TResponse>
        {
            Name = name,
            Path = "/etcdserverpb." + name,
            Writes = writes,
            SizeOf = static request => request.CalculateSize(),
            Write = static (request, destination) => request.WriteTo(destination),
            Read = source => Decode(parser, source),
        };
    }

    private static T Decode<T>(MessageParser<T> parser, ReadOnlySpan<byte> source)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(source);
        }
        catch (InvalidProtocolBufferException e)
        {
            // of itself it is an IOException, and would pass for a broken connection
            throw new InvalidDataException($"the answer cannot be decoded ({e.Message})", e);
        }
    }
}
