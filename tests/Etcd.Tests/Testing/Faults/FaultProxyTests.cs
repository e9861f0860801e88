using System.Net;
using System.Net.Sockets;
using Etcd.Testing;

namespace Etcd.Tests.Testing.Faults;

public sealed class FaultProxyTests : IAsyncDisposable
{
    private readonly EchoServer _server = new();
    private readonly FaultProxy _proxy;

    public FaultProxyTests() => _proxy = FaultProxy.Start(_server.Endpoint);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Bytes_pass_and_are_counted_and_so_does_the_end()
    {
        using var client = await ConnectAsync();
        var sent = new byte[1_000_000];
        new Random(1).NextBytes(sent);
        var sending = client.SendAsync(sent, Token).AsTask();
        var heard = await ReadAsync(client, sent.Length);
        await sending;
        heard.ShouldBe(sent);
        (_proxy.Connections, _proxy.Open, _proxy.BytesToServer, _proxy.BytesToClient).ShouldBe((1, 1, sent.Length, sent.Length));

        client.Shutdown(SocketShutdown.Send);
        (await client.ReceiveAsync(new byte[1], Token)).ShouldBe(0);
        _server.Ended.ShouldBe(1);
        await Eventually.TrueAsync(() => _proxy.Open == 0, "the connection is gone", cancellationToken: Token);
    }

    [Fact]
    public async Task Cut_ends_the_connection_in_order_on_both_sides_and_new_ones_too()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client);
        _proxy.Set(Fault.Cut);
        (await client.ReceiveAsync(new byte[1], Token)).ShouldBe(0);
        await Eventually.TrueAsync(() => _server.Ended == 1, "the server saw the end", cancellationToken: Token);

        using var late = await ConnectAsync();
        (await late.ReceiveAsync(new byte[1], Token)).ShouldBe(0);
        _proxy.Heal();
        using var healed = await ConnectAsync();
        await EchoAsync(healed);
    }

    [Fact]
    public async Task Cut_one_way_leaves_the_other_open()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client);
        _proxy.Set(Fault.Cut, FaultDirection.ToClient);
        (await client.ReceiveAsync(new byte[1], Token)).ShouldBe(0);
        await client.SendAsync(new byte[3], Token);
        await Eventually.TrueAsync(() => _server.Heard == 4, "the server still hears", cancellationToken: Token);
        _server.Ended.ShouldBe(0);
    }

    [Theory]
    [InlineData(FaultDirection.ToClient)]
    [InlineData(FaultDirection.ToServer)]
    [InlineData(FaultDirection.Both)]
    public async Task Reset_resets_who_it_is_meant_for(FaultDirection direction)
    {
        using var client = await ConnectAsync();
        await EchoAsync(client);
        _proxy.Set(Fault.Reset, direction);
        if (direction.HasFlag(FaultDirection.ToClient))
        {
            (await Should.ThrowAsync<SocketException>(async () => await client.ReceiveAsync(new byte[1], Token))).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        }
        else
        {
            (await client.ReceiveAsync(new byte[1], Token)).ShouldBe(0);
        }
        var (ended, broken) = direction.HasFlag(FaultDirection.ToServer) ? (0, 1) : (1, 0);
        await Eventually.TrueAsync(() => (_server.Ended, _server.Broken) == (ended, broken), "the server saw its end", cancellationToken: Token);
    }

    [Fact]
    public async Task Blackhole_holds_everything_back_until_it_is_healed()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client);
        _proxy.Set(Fault.Blackhole);
        await client.SendAsync("late"u8.ToArray(), Token);
        using var fresh = await ConnectAsync();
        await fresh.SendAsync("new"u8.ToArray(), Token);
        await Eventually.TrueAsync(() => _proxy.Connections == 2, "the new one is accepted", cancellationToken: Token);
        await Should.ThrowAsync<OperationCanceledException>(async () => await ReadAsync(client, 1, TimeSpan.FromMilliseconds(150)));
        (_server.Heard, _proxy.Open).ShouldBe((1, 2));

        _proxy.Heal();
        (await ReadAsync(client, 4)).ShouldBe("late"u8.ToArray());
        (await ReadAsync(fresh, 3)).ShouldBe("new"u8.ToArray());
    }

    [Fact]
    public async Task A_fault_may_spare_new_connections_and_the_other_direction()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client);
        _proxy.Set(Fault.Blackhole, FaultDirection.ToClient, newToo: false);
        await client.SendAsync(new byte[2], Token);
        await Eventually.TrueAsync(() => _server.Heard == 3, "the server hears", cancellationToken: Token);
        await Should.ThrowAsync<OperationCanceledException>(async () => await ReadAsync(client, 1, TimeSpan.FromMilliseconds(100)));
        using var fresh = await ConnectAsync();
        await EchoAsync(fresh);
    }

    [Fact]
    public async Task Delay_makes_bytes_late_and_ends_with_its_fault()
    {
        using var client = await ConnectAsync();
        _proxy.Set(Fault.Delay(TimeSpan.FromMilliseconds(100)));
        var start = TimeProvider.System.GetTimestamp();
        await EchoAsync(client);
        TimeProvider.System.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(180));

        _proxy.Set(Fault.Delay(TimeSpan.FromHours(1)));
        await client.SendAsync(new byte[1], Token);
        _proxy.Heal();
        await ReadAsync(client, 1);
    }

    [Fact]
    public async Task CutAfter_lets_exactly_so_many_bytes_pass()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client);
        _proxy.Set(Fault.CutAfter(1000), FaultDirection.ToClient, newToo: false);
        await client.SendAsync(new byte[1500], Token);
        await ReadAsync(client, 1000);
        (await Should.ThrowAsync<Exception>(async () => await ReadAsync(client, 1))).ShouldBeAssignableTo<IOException>();
        _proxy.BytesToClient.ShouldBe(1001);

        using var next = await ConnectAsync();
        await EchoAsync(next);
        _proxy.Set(Fault.CutAfter(0));
        (await next.ReceiveAsync(new byte[1], Token)).ShouldBe(0);
    }

    [Fact]
    public async Task RefuseNew_refuses_new_connections_and_keeps_the_open_ones()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client);
        _proxy.RefuseNew();
        (await Should.ThrowAsync<SocketException>(async () => (await ConnectAsync()).Dispose())).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        await EchoAsync(client);
        _proxy.Heal();
        using var healed = await ConnectAsync();
        await EchoAsync(healed);
    }

    [Fact]
    public async Task Disposing_ends_everything_and_a_target_that_is_not_there_is_a_reset()
    {
        await using var toNobody = FaultProxy.Start("127.0.0.1:1");
        (await Should.ThrowAsync<SocketException>(async () =>
        {
            using var lost = await ConnectAsync(toNobody); // the reset may already meet the connect
            await lost.ReceiveAsync(new byte[1], Token);
        })).SocketErrorCode.ShouldBe(SocketError.ConnectionReset);

        using var client = await ConnectAsync();
        await EchoAsync(client);
        _proxy.Set(Fault.Blackhole);
        await _proxy.DisposeAsync();
        _proxy.Open.ShouldBe(0);
        (await client.ReceiveAsync(new byte[1], Token)).ShouldBe(0);
        await Should.ThrowAsync<SocketException>(async () => (await ConnectAsync()).Dispose());
    }

    private static async Task EchoAsync(Socket socket)
    {
        await socket.SendAsync(new byte[] { 7 }, Token);
        (await ReadAsync(socket, 1))[0].ShouldBe((byte)7);
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int bytes, TimeSpan? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(patience ?? TimeSpan.FromSeconds(10));
        var buffer = new byte[bytes];
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        await stream.ReadExactlyAsync(buffer, limit.Token);
        return buffer;
    }

    private Task<Socket> ConnectAsync() => ConnectAsync(_proxy);

    private static async Task<Socket> ConnectAsync(FaultProxy proxy)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(proxy.Endpoint), Token);
        return socket;
    }
}
