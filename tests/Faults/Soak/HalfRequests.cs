using System.Net.Sockets;

namespace Faults.Soak;

/// <summary>Connections that begin a request, or something else, and leave it at that.</summary>
internal static class HalfRequests
{
    private const int Connections = 100;

    private static readonly byte[][] Beginnings =
    [
        [.. "GET /health HTTP/1.1\r\nHost: local"u8],
        [.. "POST /api/v1/performance/benchmark HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"u8],
        [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00], // a TLS greeting
        [],
    ];

    /// <summary>Until <paramref name="stop"/>.</summary>
    public static async Task RunAsync(Scene scene, CancellationToken stop)
    {
        List<Socket> sockets = [];
        try
        {
            for (int i = 0; i < Connections; i++)
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(scene.Monitor.Url.Host, scene.Monitor.Url.Port, stop);
                await socket.SendAsync(Beginnings[i % Beginnings.Length], stop);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }
}
