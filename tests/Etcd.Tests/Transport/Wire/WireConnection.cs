using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Etcd.Tests.Transport.Wire;

/// <summary>One connection to a <see cref="WireServer"/>.</summary>
internal sealed class WireConnection(Socket socket, WireServer server) : IDisposable
{
    private const int PrefaceBytes = 24;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<int, WireCall> _calls = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every frame that came.</summary>
    public ConcurrentQueue<Frame> Received { get; } = new();

    /// <summary>The calls that neither side has ended.</summary>
    public IEnumerable<WireCall> Open => _calls.Values.Where(call => !call.IsOver);

    /// <summary>Until it is done, nothing more is read.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    /// <summary>The client has hung up.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Serves until the connection ends. Never throws.</summary>
    public async Task ServeAsync()
    {
        try
        {
            socket.NoDelay = true;
            if (await server.Greet(this))
            {
                while (await Frame.ReadAsync(_stream) is { } frame)
                {
                    Received.Enqueue(frame);
                    await TakeAsync(frame);
                    await Reading;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // cut, by one side or the other
        }
        finally
        {
            Dispose();
            _ended.TrySetResult();
        }
    }

    /// <summary>Reads the client's preface; without it a client that we hang up on meets a reset.</summary>
    public async Task PrefaceAsync() => await _stream.ReadExactlyAsync(new byte[PrefaceBytes]);

    /// <summary>Reads until the client has sent the whole of one call.</summary>
    public async Task RequestAsync()
    {
        await PrefaceAsync();
        while (await Frame.ReadAsync(_stream) is { } frame && !(frame.Type == FrameType.Data && frame.Flags.HasFlag(FrameFlags.End)))
        {
            // settings, window, headers
        }
    }

    public Task SendAsync(params Frame[] frames) => SendAsync([.. frames.SelectMany(frame => frame.ToBytes())]);

    /// <summary>Sends bytes as they are, in pieces of that many.</summary>
    public async Task SendAsync(byte[] bytes, int piece = int.MaxValue)
    {
        try
        {
            await _writing.WaitAsync();
            try
            {
                foreach (var each in bytes.Chunk(piece))
                {
                    await _stream.WriteAsync(each);
                }
            }
            finally
            {
                _writing.Release();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // the client does not listen any more: what came of it, the test asks the client
        }
    }

    /// <summary>Ends our side and reads until the client has ended his: a close with bytes unread would be a reset, which overtakes what we sent.</summary>
    public async Task HangUpAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        await DrainAsync();
    }

    /// <summary>Takes whatever comes, until the client hangs up.</summary>
    public Task DrainAsync() => _stream.CopyToAsync(Stream.Null);

    /// <summary>Closes in order, after what was sent.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        _writing.Dispose();
    }

    /// <summary>Closes with a reset (RST).</summary>
    public void Abort() => socket.Close(0);

    private async Task TakeAsync(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Settings when !frame.Flags.HasFlag(FrameFlags.End):
                await SendAsync(new Frame(FrameType.Settings, FrameFlags.End, 0, []));
                break;
            case FrameType.Ping when server.ShowsLife && !frame.Flags.HasFlag(FrameFlags.End):
                await SendAsync(frame with { Flags = FrameFlags.End });
                break;
            case FrameType.Headers:
                var call = _calls[frame.Stream] = new WireCall(this, frame);
                Begin(call);
                break;
            case FrameType.Data when _calls.TryGetValue(frame.Stream, out var sent):
                sent.Take(frame);
                if (server.OpensWindow && frame.Payload.Length > 0)
                {
                    await SendAsync(Frame.WindowUpdate(0, frame.Payload.Length), Frame.WindowUpdate(frame.Stream, frame.Payload.Length));
                }
                break;
            case FrameType.Reset when _calls.TryGetValue(frame.Stream, out var given):
                given.Take(frame);
                break;
            default:
                break; // windows, priorities, a goodbye: nothing that a test's server must act on
        }
    }

    private void Begin(WireCall call)
    {
        if (call.Path.StartsWith("/grpc.health.", StringComparison.Ordinal))
        {
            if (server.ShowsLife)
            {
                _ = Answers.Good(call);
            }
            return;
        }
        server.Calls.Enqueue(call);
        _ = server.Answer(call);
    }
}
