using System.Net;
using System.Net.Sockets;

namespace Etcd.Testing;

/// <summary>
/// A TCP proxy on a loopback port of its own that forwards to one target, and does to the bytes what a bad network
/// does. Faults are set at run time, for each direction, and hold for the connections that are open and for
/// those that come. Disposing ends every connection. Thread-safe.
/// </summary>
/// <remarks>A target that does not listen is a reset here, not a refusal: the connection to the proxy stands already.</remarks>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly Lock _gate = new();
    private readonly IPEndPoint _target;
    private readonly IPEndPoint _local;
    private readonly PeerDoor? _door;
    private readonly Dictionary<FaultLink, Task> _links = [];
    private Socket _listener;
    private Fault _toServer = Fault.Pass;
    private Fault _toClient = Fault.Pass;
    private bool _refuses;
    private bool _disposed;
    private long _connections;
    private long _bytesToServer;
    private long _bytesToClient;

    private FaultProxy(IPEndPoint target, PeerDoor? door)
    {
        (_target, _door) = (target, door);
        _listener = Bound(new IPEndPoint(IPAddress.Loopback, 0));
        _local = (IPEndPoint)_listener.LocalEndPoint!;
        Listen(_listener);
    }

    /// <summary>Where to connect, as <c>host:port</c>; stays the same.</summary>
    public string Endpoint => _local.ToString();

    /// <summary>Where it forwards to, as <c>host:port</c>.</summary>
    public string Target => _target.ToString();

    /// <summary>How many connections it has accepted so far.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>How many connections are open now, those that wait for their target included.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _links.Count;
            }
        }
    }

    /// <summary>How many bytes it has passed on to the server.</summary>
    public long BytesToServer => Interlocked.Read(ref _bytesToServer);

    /// <summary>How many bytes it has passed on to clients.</summary>
    public long BytesToClient => Interlocked.Read(ref _bytesToClient);

    /// <summary>Starts a proxy before a target.</summary>
    /// <param name="target"><c>address:port</c>; nobody needs to listen there yet.</param>
    public static FaultProxy Start(string target) => new(IPEndPoint.Parse(target), door: null);

    /// <summary>Starts a proxy whose faults differ with the caller: the door says who it is, and what he meets.</summary>
    internal static FaultProxy Start(string target, PeerDoor door) => new(IPEndPoint.Parse(target), door);

    /// <summary>Sets what happens to the bytes of a direction, in place of what was set before.</summary>
    /// <param name="fault">What happens.</param>
    /// <param name="direction">To which bytes.</param>
    /// <param name="newToo">Also to connections that come later; else only to those open now, as when a firewall forgets them.</param>
    public void Set(Fault fault, FaultDirection direction = FaultDirection.Both, bool newToo = true)
    {
        ArgumentNullException.ThrowIfNull(fault);
        FaultLink[] links;
        lock (_gate)
        {
            links = [.. _links.Keys];
            if (newToo && direction.HasFlag(FaultDirection.ToServer))
            {
                _toServer = fault;
            }
            if (newToo && direction.HasFlag(FaultDirection.ToClient))
            {
                _toClient = fault;
            }
        }
        Array.ForEach(links, link => link.Set(fault, direction));
    }

    /// <summary>Sets a direction's fault for the connections of one caller; those that come ask the door.</summary>
    internal void Set(Fault fault, FaultDirection direction, string caller)
    {
        FaultLink[] links;
        lock (_gate)
        {
            links = [.. _links.Keys.Where(link => string.Equals(link.Caller, caller, StringComparison.Ordinal))];
        }
        Array.ForEach(links, link => link.Set(fault, direction));
    }

    /// <summary>From now on new connections are refused, as when nobody listens; open ones stay.</summary>
    public void RefuseNew()
    {
        lock (_gate)
        {
            if (_refuses || _disposed)
            {
                return;
            }
            _refuses = true;
            _listener.Dispose();
            _listener = Bound(_local); // bound but not listening: the kernel refuses, and nobody takes the port
        }
    }

    /// <summary>Ends every fault: bytes held back go on, new connections are accepted.</summary>
    public void Heal()
    {
        lock (_gate)
        {
            if (_refuses && !_disposed)
            {
                _refuses = false;
                Listen(_listener);
            }
        }
        Set(Fault.Pass);
    }

    /// <summary>Closes the port and every connection; returns when nothing of it runs any more. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        KeyValuePair<FaultLink, Task>[] links;
        lock (_gate)
        {
            _disposed = true;
            _listener.Dispose();
            links = [.. _links];
        }
        Array.ForEach(links, link => link.Key.Dispose());
        await Task.WhenAll(links.Select(link => link.Value)).ConfigureAwait(false);
    }

    private static Socket Bound(IPEndPoint local)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        return socket;
    }

    private void Listen(Socket listener)
    {
        listener.Listen(Backlog);
        _ = AcceptAsync(listener);
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                Serve(await listener.AcceptAsync().ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // disposed, or refusing from now on
        }
    }

    private void Serve(Socket client)
    {
        Interlocked.Increment(ref _connections);
        var caller = _door?.CallerAt(client);
        var link = new FaultLink(client, _target, Count) { Caller = caller };
        lock (_gate)
        {
            if (_disposed)
            {
                link.Dispose();
                return;
            }
            var (toServer, toClient) = _door?.FaultsFor(caller) ?? (_toServer, _toClient);
            if (toServer == toClient)
            {
                link.Set(toServer, FaultDirection.Both);
            }
            else
            {
                link.Set(toServer, FaultDirection.ToServer);
                link.Set(toClient, FaultDirection.ToClient);
            }
            _links.Add(link, CarryAsync(link));
        }
    }

    private async Task CarryAsync(FaultLink link)
    {
        await Task.Yield(); // so that it is listed before it can end
        await link.RunAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _links.Remove(link);
        }
    }

    private void Count(FaultDirection direction, int bytes)
        => Interlocked.Add(ref direction == FaultDirection.ToServer ? ref _bytesToServer : ref _bytesToClient, bytes);
}
