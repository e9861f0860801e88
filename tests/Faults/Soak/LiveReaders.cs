using System.Net.Sockets;
using System.Text;

namespace Faults.Soak;

/// <summary>Dashboards that open the live stream: one reads, one never reads, one resets the connection.</summary>
internal static class LiveReaders
{
    private const int Readers = 30;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Until <paramref name="stop"/>, each comes again as soon as it has left.</summary>
    public static Task RunAsync(Scene scene, CancellationToken stop)
    {
        int[] seeds = [.. Enumerable.Range(0, Readers).Select(_ => scene.Random.Next())];
        return Task.WhenAll(seeds.Select((seed, index) => ReaderAsync(scene.Monitor.Url, (index % 3) switch { 0 => Manner.Reads, 1 => Manner.NeverReads, _ => Manner.Resets }, new Random(seed), stop)));
    }

    private enum Manner
    {
        Reads,
        NeverReads,
        Resets,
    }

    private static async Task ReaderAsync(Uri url, Manner manner, Random random, CancellationToken stop)
    {
        byte[] buffer = new byte[4096];
        while (!stop.IsCancellationRequested)
        {
            using CancellationTokenSource visit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            visit.CancelAfter(Longest * random.NextDouble());
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (manner == Manner.NeverReads)
            {
                socket.ReceiveBufferSize = 2048;
            }

            try
            {
                await socket.ConnectAsync(url.Host, url.Port, visit.Token);
                await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/live?after=0 HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n"), visit.Token);
                while (manner != Manner.NeverReads && await socket.ReceiveAsync(buffer, visit.Token) > 0)
                {
                    // nobody looks at it
                }

                await Task.Delay(Longest, TimeProvider.System, visit.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // the visit is over
            }

            socket.LingerState = new LingerOption(manner == Manner.Resets, 0); // closed at once means a reset
        }
    }
}
