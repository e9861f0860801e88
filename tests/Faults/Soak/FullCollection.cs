using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Faults.Soak;

/// <summary>
/// Makes a .NET process collect all its garbage, over its diagnostic socket: what memory is left then is held by somebody. Without that the figure shows when the collector last ran, and it has
/// no reason to run on a machine with memory to spare. Protocol: dotnet/diagnostics, documentation/design-docs/ipc-protocol.md.
/// </summary>
internal static class FullCollection
{
    private const ulong CollectHeap = 0x800000; // of Microsoft-Windows-DotNETRuntime: the session begins with a full collection
    private const byte EventPipe = 2, StopTracing = 1, CollectTracing = 2;
    // A free part of the heap is given back to the system only when it has been free for some collections (gc.cpp, AGE_IN_FREE_TO_DECOMMIT, and not all at once): measured, 42 MiB
    // after a storm of readers were still 42 after one collection, 32 after six, 29 after twelve; the heap itself held 4.
    private const int Times = 16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Collects, until what is free is given back too; nothing when the process does not answer.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="temporaryFolder">Its temporary folder, where its socket is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task RunAsync(int processId, string temporaryFolder, CancellationToken cancellationToken)
    {
        string? path = Directory.EnumerateFiles(temporaryFolder, $"dotnet-diagnostic-{processId}-*-socket").FirstOrDefault();
        if (path is null)
        {
            return;
        }

        for (int time = 0; time < Times; time++)
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limit);
            await OnceAsync(path, limit.Token);
        }
    }

    private static async Task OnceAsync(string path, CancellationToken cancellationToken)
    {
        await using NetworkStream session = await OpenAsync(path, cancellationToken);
        await session.WriteAsync(Message(CollectTracing, Session()), cancellationToken);
        byte[] answer = new byte[28]; // header and session id
        await session.ReadExactlyAsync(answer, cancellationToken);

        await using NetworkStream stop = await OpenAsync(path, cancellationToken);
        await stop.WriteAsync(Message(StopTracing, answer[20..]), cancellationToken);
        await session.CopyToAsync(Stream.Null, cancellationToken); // the end of the stream is the end of the session
    }

    private static async Task<NetworkStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static byte[] Message(byte command, byte[] payload)
    {
        byte[] message = [.. "DOTNET_IPC_V1\0"u8, 0, 0, EventPipe, command, 0, 0, .. payload];
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        return message;
    }

    private static byte[] Session()
    {
        using MemoryStream payload = new();
        using BinaryWriter writer = new(payload);
        writer.Write(1); // buffer, MB
        writer.Write(1); // format nettrace
        writer.Write(1); // providers
        writer.Write(CollectHeap);
        writer.Write(4); // level informational
        Text("Microsoft-Windows-DotNETRuntime");
        writer.Write(0); // no filter
        return payload.ToArray();

        void Text(string text)
        {
            writer.Write(text.Length + 1);
            writer.Write(Encoding.Unicode.GetBytes(text + '\0'));
        }
    }
}
