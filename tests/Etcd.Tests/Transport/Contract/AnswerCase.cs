using Etcd.Client;
using Etcd.Tests.Transport.Wire;

namespace Etcd.Tests.Transport.Contract;

/// <summary>One way to answer a call on a connection that is otherwise in order, and stays.</summary>
/// <param name="Name">In words.</param>
/// <param name="Expected">What the caller learns; null: the answer.</param>
/// <param name="Says">A part of the message.</param>
/// <param name="Answer">What the server does once it has the whole request.</param>
internal sealed record AnswerCase(string Name, Outcome? Expected, string Says, Func<WireCall, Task> Answer)
{
    private const int Over = 2000; // MaxMessageBytes is 1000

    private static readonly Outcome TooLarge = new((EtcdErrorCode.Ambiguous, EtcdFailure.TooLarge), (EtcdErrorCode.RequestTooLarge, EtcdFailure.TooLarge));

    public static IReadOnlyList<AnswerCase> All { get; } =
    [
        // what gRPC does not allow
        new("headers, message, end, no status", Outcome.Nonsense, "ended without a status", async call => { await call.RespondAsync(); await call.SendAsync(WireCall.Framed(), end: true); }),
        new("headers and end, no status", Outcome.Nonsense, "ended without a status", call => call.RespondAsync(end: true)),
        new("trailers without a status", Outcome.Nonsense, "ended without a status", async call => { await call.RespondAsync(); await call.EndAsync(("other", "1")); }),
        new("OK without a message", Outcome.Nonsense, "no message", async call => { await call.RespondAsync(); await call.EndAsync(); }),
        new("OK in the headers, no message", Outcome.Nonsense, "no message", call => call.RespondAsync(end: true, more: ("grpc-status", "0"))),
        new("two messages", Outcome.Nonsense, "more than one message", async call => { await call.RespondAsync(); await call.SendMessageAsync(); await call.SendMessageAsync(); await call.EndAsync(); }),
        new("a compressed message", Outcome.Nonsense, "compressed", async call => { await call.RespondAsync(); await call.SendAsync([1, 0, 0, 0, 0]); await call.EndAsync(); }),
        new("a length beyond the body", Outcome.Nonsense, "ends within a message", async call => { await call.RespondAsync(); await call.SendAsync([0, 0, 0, 0, 9, 1]); await call.EndAsync(); }),
        new("half a length", Outcome.Nonsense, "ends within a message", async call => { await call.RespondAsync(); await call.SendAsync([0, 0]); await call.EndAsync(); }),
        new("a message that is no protobuf", Outcome.Nonsense, "cannot be decoded", async call => { await call.RespondAsync(); await call.SendMessageAsync(0x0A, 0x7F, 1); await call.EndAsync(); }),
        new("a message over the limit", TooLarge, "2000 bytes", async call => { await call.RespondAsync(); await call.SendMessageAsync(new byte[Over]); await call.EndAsync(); }),
        new("a length of 4 GB", TooLarge, "4294967295 bytes", async call => { await call.RespondAsync(); await call.SendAsync([0, 255, 255, 255, 255]); }),

        // what is not gRPC at all: a web server, or a proxy that answers for etcd
        new("404 text", Outcome.Foreign, "HTTP status 404", Page("404", "text/plain")),
        new("405 html", Outcome.Foreign, "HTTP status 405", Page("405", "text/html")),
        new("200 html", Outcome.Foreign, "HTTP status 200", Page("200", "text/html")),
        new("200 without a content type", Outcome.Foreign, "HTTP status 200", Page("200", type: null)),
        new("200 json", Outcome.Foreign, "HTTP status 200", Page("200", "application/json")),
        new("500 html: a proxy may say so after it passed the call on", Outcome.Garbled, "HTTP status 500", Page("500", "text/html")),
        new("502 html", Outcome.Unclear(EtcdFailure.Other), "HTTP status 502", Page("502", "text/html")),
        new("503 text", Outcome.Unclear(EtcdFailure.Other), "HTTP status 503", Page("503", "text/plain")),
        new("504 without a body", Outcome.Unclear(EtcdFailure.Other), "HTTP status 504", call => call.RespondAsync(end: true, "504", type: null)),
        new("401", Outcome.Both(EtcdErrorCode.Unauthenticated, EtcdFailure.Unauthenticated), "HTTP status 401", Page("401", "text/html")),
        new("403", Outcome.Both(EtcdErrorCode.PermissionDenied, EtcdFailure.PermissionDenied), "HTTP status 403", Page("403", "text/html")),
        new("404 with a gRPC status", Outcome.Both(EtcdErrorCode.NotSupported, EtcdFailure.None), "no call", call => call.RespondAsync(end: true, "404", more: [("grpc-status", "12"), ("grpc-message", "unknown method")])),

        // silence
        new("silence", Outcome.Late, "no answer within 0.3 s", _ => Task.CompletedTask),
        new("headers, then silence", Outcome.Late, "no answer within 0.3 s", call => call.RespondAsync()),
        new("half a message, then silence", Outcome.Late, "no answer within 0.3 s", async call => { await call.RespondAsync(); await call.SendAsync([0, 0, 0, 0, 9, 1]); }),
        new("a message, then silence", Outcome.Late, "no answer within 0.3 s", async call => { await call.RespondAsync(); await call.SendMessageAsync(); }),

        // what HTTP/2 allows, though few do it
        new("a frame a byte", Outcome.Fine, "", async call => { await call.RespondAsync(); foreach (var each in WireCall.Framed()) { await call.SendAsync([each]); } await call.EndAsync(); }),
        new("a packet a byte", Outcome.Fine, "", call => call.Connection.SendAsync([.. Whole(call).SelectMany(frame => frame.ToBytes())], piece: 1)),
        new("empty frames in between", Outcome.Fine, "", async call => { await call.RespondAsync(); await call.SendAsync([]); await call.SendMessageAsync(); await call.SendAsync([]); await call.EndAsync(); }),
        new("headers in continuations", Outcome.Fine, "", call => call.Connection.SendAsync([.. Whole(call).SelectMany(InPieces)])),
        new("padding", Outcome.Fine, "", call => call.Connection.SendAsync([.. Whole(call).Select(frame => frame.Padded(200))])),
        new("a priority", Outcome.Fine, "", call => call.Connection.SendAsync([new(FrameType.Priority, FrameFlags.None, call.Stream, [0, 0, 0, 0, 9]), .. Whole(call)])),
        new("hints before the headers", Outcome.Fine, "", call => call.Connection.SendAsync([Frame.Headers(call.Stream, end: false, (":status", "103")), .. Whole(call)])),
        new("a reset without an error after the whole answer", Outcome.Fine, "", call => call.Connection.SendAsync([.. Whole(call), Frame.Reset(call.Stream, 0)])),
        new("new settings in the midst", Outcome.Fine, "", call => call.Connection.SendAsync([Frame.Settings((3, 50), (4, 100)), .. Whole(call)])),
        new("charset and codec in the content type", Outcome.Fine, "", async call => { await call.RespondAsync(type: "application/grpc+proto"); await call.SendMessageAsync(); await call.EndAsync(); }),
        new("unknown headers, one of 10 kB", Outcome.Fine, "", async call => { await call.RespondAsync(more: [("x", new string('y', 10_000)), ("a", ""), ("a", "2")]); await call.SendMessageAsync(); await call.EndAsync(); }),
    ];

    public override string ToString() => Name;

    private static Func<WireCall, Task> Page(string status, string? type) => async call =>
    {
        await call.RespondAsync(status: status, type: type);
        await call.SendAsync("<h1>It works!</h1>"u8.ToArray(), end: true);
    };

    private static Frame[] Whole(WireCall call) =>
    [
        Frame.Headers(call.Stream, end: false, (":status", "200"), ("content-type", "application/grpc")),
        Frame.Data(call.Stream, end: false, WireCall.Framed()),
        Frame.Headers(call.Stream, end: true, ("grpc-status", "0")),
    ];

    private static IEnumerable<Frame> InPieces(Frame frame)
    {
        if (frame.Type != FrameType.Headers)
        {
            return [frame];
        }
        var rest = frame.Payload.Chunk(3).Select(piece => new Frame(FrameType.Continuation, FrameFlags.None, frame.Stream, piece)).ToList();
        rest[^1] = rest[^1] with { Flags = FrameFlags.EndHeaders };
        return [frame with { Flags = frame.Flags & ~FrameFlags.EndHeaders, Payload = [] }, .. rest];
    }
}
