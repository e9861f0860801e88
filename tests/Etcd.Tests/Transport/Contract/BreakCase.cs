using Etcd.Tests.Transport.Wire;

namespace Etcd.Tests.Transport.Contract;

/// <summary>One way to end a call from below it: by its stream, or by the whole connection, on which calls have been answered before.</summary>
/// <param name="Name">In words.</param>
/// <param name="Stays">The connection goes on; else the next call connects anew.</param>
/// <param name="Expected">What the caller learns; null: the answer.</param>
/// <param name="Says">A part of the message.</param>
/// <param name="Answer">What the server does once it has the whole request.</param>
internal sealed record BreakCase(string Name, bool Stays, Outcome? Expected, string Says, Func<WireCall, Task> Answer)
{
    private const int NoError = 0, ProtocolError = 1, RefusedStream = 7, EnhanceYourCalm = 11;

    private static readonly string[] Codes =
    [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR",
        "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ];

    public static IReadOnlyList<BreakCase> All { get; } =
    [
        .. Codes.Select((name, code) => new BreakCase($"reset with {name}", true, code == RefusedStream ? Outcome.NotProcessed : Outcome.Lost, name, call => call.ResetAsync(code))),
        new("reset with a code that nobody knows", true, Outcome.Lost, "0x99", call => call.ResetAsync(0x99)),
        new("reset after the headers", true, Outcome.Lost, "INTERNAL_ERROR", async call => { await call.RespondAsync(); await call.ResetAsync(2); }),
        new("reset after the message", true, Outcome.Lost, "CANCEL", async call => { await call.RespondAsync(); await call.SendMessageAsync(); await call.ResetAsync(8); }),
        new("refused once", true, Outcome.Fine, "", Once(call => call.ResetAsync(RefusedStream))),

        new("closed", false, Outcome.Lost, "the connection broke", Then(_ => Task.CompletedTask)),
        new("closed within a frame", false, Outcome.Lost, "the connection broke", Then(call => call.Connection.SendAsync([0, 0, 9, 1]))),
        new("closed after the headers", false, Outcome.Lost, "the connection broke", Then(call => call.RespondAsync())),
        new("closed within the message", false, Outcome.Lost, "the connection broke", Then(async call => { await call.RespondAsync(); await call.SendAsync([0, 0]); })),
        new("closed after the message", false, Outcome.Lost, "the connection broke", Then(async call => { await call.RespondAsync(); await call.SendMessageAsync(); })),
        new("reset by TCP", false, Outcome.Lost, "the connection broke", call => { call.Connection.Abort(); return Task.CompletedTask; }),

        new("goodbye, then the answer", false, Outcome.Fine, "", async call => { await GoAway(call, call.Stream, NoError); await Answers.Good(call); }),
        new("goodbye in two steps, as Go's server says it", false, Outcome.Fine, "", async call => { await GoAway(call, int.MaxValue, NoError); await GoAway(call, call.Stream, NoError); await Answers.Good(call); }),
        new("goodbye, then no answer", false, Outcome.Lost, "", Then(call => GoAway(call, call.Stream, NoError))),
        new("goodbye for too many pings, then closed", false, Outcome.Lost, "ENHANCE_YOUR_CALM", Then(call => GoAway(call, call.Stream, EnhanceYourCalm))),
        new("goodbye for an error of ours, then closed", false, Outcome.Lost, "PROTOCOL_ERROR", Then(call => GoAway(call, call.Stream, ProtocolError))),
        new("goodbye without having processed it", false, Outcome.NotProcessed, "NO_ERROR", Then(call => GoAway(call, 0, NoError))),
        new("too many pings, without having processed it", false, Outcome.NotProcessed, "ENHANCE_YOUR_CALM", Then(call => GoAway(call, 0, EnhanceYourCalm))),
        new("goodbye once without having processed it", false, Outcome.Fine, "", Once(call => GoAway(call, 0, NoError))),

        new("bytes of something else", false, Outcome.Lost, "HTTP/2", call => call.Connection.SendAsync([.. Enumerable.Repeat((byte)'x', 100)])),
        new("too much window for the connection", false, Outcome.Lost, "", Send(_ => Frame.WindowUpdate(0, int.MaxValue))),
        new("no window for the connection", false, Outcome.Lost, "PROTOCOL_ERROR", Send(_ => Frame.WindowUpdate(0, 0))),
        new("a body before the headers", false, Outcome.Lost, "PROTOCOL_ERROR", Send(call => Frame.Data(call.Stream, end: false, [0]))),
        new("headers that cannot be decoded", false, Outcome.Lost, "", Send(call => new(FrameType.Headers, FrameFlags.EndHeaders, call.Stream, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]))),
        new("a body for a call that never was", false, Outcome.Lost, "PROTOCOL_ERROR", Send(_ => Frame.Data(999, end: false, [0]))),
        new("a push", false, Outcome.Lost, "PROTOCOL_ERROR", Send(call => new(FrameType.PushPromise, FrameFlags.EndHeaders, call.Stream, [0, 0, 0, 2]))),
        new("a continuation of nothing", false, Outcome.Lost, "PROTOCOL_ERROR", Send(call => new(FrameType.Continuation, FrameFlags.EndHeaders, call.Stream, []))),
        new("a frame larger than allowed", false, Outcome.Lost, "FRAME_SIZE_ERROR", Send(call => Frame.Data(call.Stream, end: false, new byte[20_000]))),
        new("settings cut short", false, Outcome.Lost, "FRAME_SIZE_ERROR", Send(_ => new(FrameType.Settings, FrameFlags.None, 0, [1, 2, 3]))),
        new("a frame size below the least", false, Outcome.Lost, "PROTOCOL_ERROR", Send(_ => Frame.Settings((5, 100)))),
        new("a ping of 3 bytes", false, Outcome.Lost, "FRAME_SIZE_ERROR", Send(_ => new(FrameType.Ping, FrameFlags.None, 0, [1, 2, 3]))),
        new("headers for no stream", false, Outcome.Lost, "PROTOCOL_ERROR", Send(_ => Frame.Headers(0, end: true, (":status", "200")))),
        new("padding longer than the frame", false, Outcome.Lost, "PROTOCOL_ERROR", async call => { await call.RespondAsync(); await call.Connection.SendAsync(new Frame(FrameType.Data, FrameFlags.Padded, call.Stream, [200, 0, 0])); }),
    ];

    private static Task GoAway(WireCall call, int last, int code) => call.Connection.SendAsync(Frame.GoAway(last, code));

    private static Func<WireCall, Task> Send(Func<WireCall, Frame> frame) => call => call.Connection.SendAsync(frame(call));

    private static Func<WireCall, Task> Then(Func<WireCall, Task> first) => async call =>
    {
        await first(call);
        call.Connection.Dispose();
    };

    // the second time it is answered
    private static Func<WireCall, Task> Once(Func<WireCall, Task> first)
    {
        var done = 0;
        return call => Interlocked.Increment(ref done) % 2 == 1 ? first(call) : Answers.Good(call);
    }
}
