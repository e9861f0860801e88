using System.Net;
using System.Net.Sockets;

namespace Etcd.Testing;

/// <summary>One connection through a <see cref="FaultProxy"/>: two sockets and what is carried between them.</summary>
internal sealed class FaultLink(Socket client, IPEndPoint target, Action<FaultDirection, int> count) : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _end = new();
    private readonly FaultLane _toServer = new();
    private readonly FaultLane _toClient = new();
    private int _closed;

    /// <summary>Who made the connection, where the proxy asks.</summary>
    public string? Caller { get; init; }

    /// <summary>Carries until the connection ends. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            client.NoDelay = true;
            await _toServer.PermitAsync(0, _end.Token).ConfigureAwait(false); // a lost SYN too is only late
            await _server.ConnectAsync(target, _end.Token).ConfigureAwait(false);
            await Task.WhenAll(
                CarryAsync(client, _server, _toServer, FaultDirection.ToServer),
                CarryAsync(_server, client, _toClient, FaultDirection.ToClient)).ConfigureAwait(false);
            Dispose();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Close(reset: FaultDirection.Both); // what one side did, or a target that is not there, the other learns as a reset
        }
    }

    public void Set(Fault fault, FaultDirection direction)
    {
        if (direction.HasFlag(FaultDirection.ToServer))
        {
            _toServer.Set(fault);
        }
        if (direction.HasFlag(FaultDirection.ToClient))
        {
            _toClient.Set(fault);
        }
        if (!fault.EndsAtOnce)
        {
            return;
        }
        if (fault.Kind == FaultKind.Cut && direction != FaultDirection.Both)
        {
            Finish(direction == FaultDirection.ToServer ? _server : client);
            return;
        }
        Close(fault.Kind == FaultKind.Reset ? direction : FaultDirection.None);
    }

    /// <summary>Ends it, with a reset in the directions given and in order in the others. Again: does nothing.</summary>
    public void Close(FaultDirection reset)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1)
        {
            return;
        }
        // the reset before the orderly end: the other side may answer that with its own end, which would overtake the reset
        if (reset.HasFlag(FaultDirection.ToClient))
        {
            End(client, reset: true);
            End(_server, reset.HasFlag(FaultDirection.ToServer));
        }
        else
        {
            End(_server, reset.HasFlag(FaultDirection.ToServer));
            End(client, reset: false);
        }
        _end.Cancel();
    }

    public void Dispose() => Close(reset: FaultDirection.None);

    private static void End(Socket socket, bool reset)
    {
        if (reset)
        {
            socket.Close(0); // linger 0: RST
            return;
        }
        Finish(socket);
        socket.Dispose();
    }

    private static void Finish(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // not connected, or not any more
        }
    }

    private async Task CarryAsync(Socket from, Socket to, FaultLane lane, FaultDirection direction)
    {
        var buffer = new byte[PieceBytes];
        while (true)
        {
            SocketException? broken = null;
            var read = 0;
            try
            {
                read = await from.ReceiveAsync(buffer, _end.Token).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                broken = e;
            }
            var (bytes, end) = await lane.PermitAsync(read, _end.Token).ConfigureAwait(false);
            if (broken is not null)
            {
                Close(direction); // he was reset; so is the one he talked to
                return;
            }
            for (var sent = 0; sent < bytes;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, bytes - sent), _end.Token).ConfigureAwait(false);
            }
            count(direction, bytes);
            if (end)
            {
                Dispose();
                return;
            }
            if (read == 0)
            {
                Finish(to);
                return;
            }
        }
    }
}
