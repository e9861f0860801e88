using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Etcd.Tests;

/// <summary>A TCP server that says one thing to whoever says something to it, then hangs up.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;

    public CannedServer(string answer)
    {
        _answer = Encoding.ASCII.GetBytes(answer);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                // each at once: who waits behind a connection that lingers would not be answered in time
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task AnswerAsync(TcpClient accepted)
    {
        using var client = accepted;
        try
        {
            await client.GetStream().ReadExactlyAsync(new byte[1]);
            await client.GetStream().WriteAsync(_answer);
            client.Client.Shutdown(SocketShutdown.Send);
            while (await client.GetStream().ReadAsync(new byte[1024]) > 0)
            {
                // until the other side closes: a reset would throw our answer away
            }
        }
        catch (IOException)
        {
            // it went away before it was answered: its own affair
        }
    }
}
