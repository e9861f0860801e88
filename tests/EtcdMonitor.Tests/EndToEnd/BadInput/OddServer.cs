using System.Net;
using System.Net.Sockets;
using System.Text;
using Etcd.Testing;

namespace EtcdMonitor.Tests.EndToEnd.BadInput;

/// <summary>A listener that is no etcd: each connection is handed to a script of the test, then closed.</summary>
internal sealed class OddServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _script;
    private int _open;

    private OddServer(Func<NetworkStream, CancellationToken, Task> script)
    {
        _script = script;
        _listener.Start(512);
        _ = AcceptAsync();
    }

    /// <summary><c>127.0.0.1:port</c></summary>
    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>Connections that are being served.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Says this at once, as an SSH server does, and waits.</summary>
    public static OddServer Banner(string text) => new(async (stream, stop) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), stop);
        await stream.CopyToAsync(Stream.Null, stop);
    });

    /// <summary>Takes everything and says nothing.</summary>
    public static OddServer Silent() => new((stream, stop) => stream.CopyToAsync(Stream.Null, stop));

    /// <summary>Answers whatever comes as a web server does.</summary>
    public static OddServer Web() => new(async (stream, stop) =>
    {
        _ = await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, stop);
        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 19\r\nConnection: close\r\n\r\n<h1>It works!</h1>\n"u8.ToArray(), stop);
        stream.Socket.Shutdown(SocketShutdown.Send);
        await stream.CopyToAsync(Stream.Null, stop);
    });

    /// <summary>Calls go to a real member, a request for a page gets the answer of <paramref name="page"/>: only the metrics are bad.</summary>
    public static OddServer BeforeMember(string member, Func<NetworkStream, CancellationToken, Task> page) => new(async (stream, stop) =>
    {
        byte[] start = new byte[4];
        await stream.ReadExactlyAsync(start, stop);
        if (start.AsSpan().SequenceEqual("GET "u8))
        {
            await page(stream, stop);
            return;
        }

        using TcpClient target = new() { NoDelay = true };
        await target.ConnectAsync(IPEndPoint.Parse(member), stop);
        stream.Socket.NoDelay = true;
        await target.GetStream().WriteAsync(start, stop);
        await Task.WhenAny(stream.CopyToAsync(target.GetStream(), stop), target.GetStream().CopyToAsync(stream, stop));
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Eventually.TrueAsync(() => Open == 0, "every connection has ended");
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _open);
        using (client)
        {
            try
            {
                await _script(client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // the other side went away, or the test is over
            }
        }

        Interlocked.Decrement(ref _open);
    }
}
