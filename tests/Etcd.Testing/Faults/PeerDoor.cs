using System.Net;
using System.Net.Sockets;

namespace Etcd.Testing;

/// <summary>What a member's peer proxy asks: who is calling, and what does he meet here?</summary>
internal sealed class PeerDoor(PeerNetwork network, string member)
{
    /// <summary>
    /// The member that made the connection; null for somebody else, or one that is gone. Told by the process that holds
    /// the socket: etcd says its name only in some of its requests (X-Server-From), and none that TLS does not hide.
    /// </summary>
    public string? CallerAt(Socket client)
    {
        try
        {
            return SocketOwner.Find((IPEndPoint)client.RemoteEndPoint!, (IPEndPoint)client.LocalEndPoint!, network.Processes());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null; // it has hung up
        }
    }

    /// <summary>A caller that nobody knows is sent away while there are faults here: he might be one that must not come through.</summary>
    public (Fault ToServer, Fault ToClient) FaultsFor(string? caller)
        => caller is not null ? (network.Of(caller, member), network.Of(member, caller))
            : network.IsTouched(member) ? (Fault.Cut, Fault.Cut)
            : (Fault.Pass, Fault.Pass);
}
