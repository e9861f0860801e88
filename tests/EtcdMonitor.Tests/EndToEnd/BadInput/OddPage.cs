using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace EtcdMonitor.Tests.EndToEnd.BadInput;

/// <summary>Answers to <c>GET /metrics</c> that no member gives.</summary>
internal static class OddPage
{
    private static readonly byte[] Line = [.. "etcd_server_proposals_pending 0\n"u8];

    /// <summary>Lines without end.</summary>
    public static async Task EndlessAsync(NetworkStream stream, CancellationToken stop)
    {
        await HeadAsync(stream, "", stop);
        byte[] lines = [.. Enumerable.Repeat("# nothing but remarks, and no end of them\n"u8.ToArray(), 1000).SelectMany(l => l)];
        while (true)
        {
            await stream.WriteAsync(lines, stop);
        }
    }

    /// <summary>A page of a few kilobytes that unpacks to a gigabyte, sent to one that asked for nothing of the sort.</summary>
    public static async Task GzipBombAsync(NetworkStream stream, CancellationToken stop)
    {
        using MemoryStream packed = new();
        await using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++)
            {
                await gzip.WriteAsync(zeros, stop);
            }
        }

        await HeadAsync(stream, "Content-Encoding: gzip\r\n", stop);
        packed.Position = 0;
        await packed.CopyToAsync(stream, stop);
    }

    /// <summary>A byte a second.</summary>
    public static async Task DrippingAsync(NetworkStream stream, CancellationToken stop)
    {
        await HeadAsync(stream, "", stop);
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
        for (int i = 0; await timer.WaitForNextTickAsync(stop); i = (i + 1) % Line.Length)
        {
            await stream.WriteAsync(Line.AsMemory(i, 1), stop);
        }
    }

    /// <summary>A page for people.</summary>
    public static async Task HtmlAsync(NetworkStream stream, CancellationToken stop)
    {
        await HeadAsync(stream, "Connection: close\r\n", stop);
        await stream.WriteAsync("<!doctype html>\n<title>Grafana</title>\n"u8.ToArray(), stop);
    }

    /// <summary>The page of another program.</summary>
    public static async Task ForeignAsync(NetworkStream stream, CancellationToken stop)
    {
        await HeadAsync(stream, "Connection: close\r\n", stop);
        await stream.WriteAsync("# TYPE node_load1 gauge\nnode_load1 0.21\nprocess_open_fds 9\n"u8.ToArray(), stop);
    }

    /// <summary>There is none.</summary>
    public static async Task NotFoundAsync(NetworkStream stream, CancellationToken stop)
    {
        _ = await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, stop);
        await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
    }

    private static async Task HeadAsync(NetworkStream stream, string headers, CancellationToken stop)
    {
        _ = await stream.ReadAtLeastAsync(new byte[4096], 1, throwOnEndOfStream: false, stop);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\n{headers}\r\n"), stop);
    }
}
