using System.Net.Sockets;
using System.Text.Json;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Demo;

/// <summary>Takes requests on a socket in this user's own folder, one at a time.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly string _path;
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    private DemoServer(Socket listener, string path) => (_listener, _path) = (listener, path);

    /// <summary>Opens the socket; null: a demo runs already.</summary>
    public static async Task<DemoServer?> OpenAsync(string path)
    {
        if (await DemoClient.AskAsync(path, new DemoRequest("hello", null), _ => { }) is not null)
        {
            return null;
        }

        File.Delete(path); // of a demo that was killed
        Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        return new DemoServer(listener, path);
    }

    /// <summary>Begins to answer; <paramref name="handle"/> does what is asked and yields what it did.</summary>
    public void Start(Func<DemoRequest, CancellationToken, IAsyncEnumerable<DemoReply>> handle) => _serving = ServeAsync(handle);

    /// <summary>Closes and removes the socket. Calling it again does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        File.Delete(_path);
        _stop.Dispose();
    }

    private async Task ServeAsync(Func<DemoRequest, CancellationToken, IAsyncEnumerable<DemoReply>> handle)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using Socket caller = await _listener.AcceptAsync(_stop.Token);
                await AnswerAsync(caller, handle);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is IOException or SocketException or JsonException)
            {
                // the caller went away or is none of ours: the next one
            }
        }
    }

    private async Task AnswerAsync(Socket caller, Func<DemoRequest, CancellationToken, IAsyncEnumerable<DemoReply>> handle)
    {
        await using NetworkStream stream = new(caller);
        using StreamReader reader = new(stream, leaveOpen: true);
        if (await reader.ReadLineAsync(_stop.Token) is not { } line)
        {
            return;
        }

        await foreach (DemoReply reply in handle(JsonSerializer.Deserialize(line, DemoJson.Default.DemoRequest)!, _stop.Token))
        {
            await SendAsync(stream, reply);
        }

        await SendAsync(stream, new DemoReply("", ExitCode.Ok)); // after a failure nobody reads it any more
    }

    private async Task SendAsync(NetworkStream stream, DemoReply reply)
    {
        await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(reply, DemoJson.Default.DemoReply), _stop.Token);
        stream.WriteByte((byte)'\n');
    }
}
