using System.Net;
using System.Net.Sockets;

namespace Etcd.Testing;

/// <summary>Free loopback ports.</summary>
internal static class Ports
{
    /// <summary>So many different ports that are free now. Somebody else may take one before it is used: the start is then repeated with others.</summary>
    public static int[] Free(int count)
    {
        var listeners = new List<Socket>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listeners.Add(socket);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            }
            return [.. listeners.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];
        }
        finally
        {
            listeners.ForEach(socket => socket.Dispose());
        }
    }
}
