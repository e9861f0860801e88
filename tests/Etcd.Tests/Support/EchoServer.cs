using System.Net;
using System.Net.Sockets;

namespace Etcd.Tests;

/// <summary>A TCP server that says back whatever it hears, and tells how each connection ended.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private long _heard;
    private int _ended;
    private int _broken;

    public EchoServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>Bytes that arrived.</summary>
    public long Heard => Interlocked.Read(ref _heard);

    /// <summary>Connections that the client ended in order.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>Connections that were reset.</summary>
    public int Broken => Volatile.Read(ref _broken);

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = EchoAsync(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task EchoAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var buffer = new byte[4096];
                for (int read; (read = await socket.ReceiveAsync(buffer)) > 0;)
                {
                    Interlocked.Add(ref _heard, read);
                    await socket.SendAsync(buffer.AsMemory(0, read));
                }
                Interlocked.Increment(ref _ended);
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref _broken);
            }
        }
    }
}
