using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Etcd.Tests.Transport.Wire;

/// <summary>
/// A gRPC server made of frames written by hand, so that a test can have it do what no honest server does. It reads
/// requests as it should; what it answers is the test's <see cref="Answer"/>.
/// </summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<WireConnection, Task> _open = new();
    private readonly Task _accepting;
    private int _connections;

    public WireServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary><c>127.0.0.1:port</c></summary>
    public string Endpoint => _listener.LocalEndpoint.ToString()!;

    /// <summary>What it does with each call; by default it answers as etcd would.</summary>
    public Func<WireCall, Task> Answer { get; set; } = Answers.Good;

    /// <summary>What it does with a connection before any HTTP/2; false: that was all, hang up.</summary>
    public Func<WireConnection, Task<bool>> Greet { get; set; } = Greetings.Good;

    /// <summary>Answers PING, and gRPC's health checks.</summary>
    public bool ShowsLife { get; set; } = true;

    /// <summary>Lets the client send on, as a server must that has read what came.</summary>
    public bool OpensWindow { get; set; } = true;

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Every call seen, in the order of arrival, health checks left out.</summary>
    public ConcurrentQueue<WireCall> Calls { get; } = new();

    /// <summary>The connections that stand.</summary>
    public ICollection<WireConnection> Open => _open.Keys;

    /// <summary>From now on as a server should.</summary>
    public void Heal() => (Answer, Greet, ShowsLife, OpensWindow) = (Answers.Good, Greetings.Good, true, true);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var (connection, serving) in _open)
        {
            connection.Dispose();
            await serving;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = new WireConnection(await _listener.AcceptSocketAsync(), this);
                Interlocked.Increment(ref _connections);
                _open[connection] = ServeAsync(connection);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task ServeAsync(WireConnection connection)
    {
        await Task.Yield(); // so that it is listed before it can end
        await connection.ServeAsync();
        _open.TryRemove(connection, out _);
    }
}
