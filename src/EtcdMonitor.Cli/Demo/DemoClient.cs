using System.Net.Sockets;
using System.Text.Json;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Demo;

/// <summary>Asks the running demo for something.</summary>
internal static class DemoClient
{
    /// <summary>Hands each line of the answer to <paramref name="line"/>; returns the last one, null when no demo runs.</summary>
    public static async Task<DemoReply?> AskAsync(string socketPath, DemoRequest request, Action<string> line)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath));
        }
        catch (SocketException)
        {
            return null;
        }

        await using NetworkStream stream = new(socket);
        await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request, DemoJson.Default.DemoRequest));
        stream.WriteByte((byte)'\n');
        using StreamReader reader = new(stream);
        while (await reader.ReadLineAsync() is { } text)
        {
            DemoReply reply = JsonSerializer.Deserialize(text, DemoJson.Default.DemoReply)!;
            if (reply.Exit is not null)
            {
                return reply;
            }

            line(reply.Text);
        }

        return new DemoReply("the demo ended before it answered", ExitCode.Failed);
    }
}
