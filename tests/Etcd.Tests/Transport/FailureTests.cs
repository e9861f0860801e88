using System.Net;
using System.Net.Sockets;
using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport;

/// <summary>Each way in which a member cannot be reached has its own name.</summary>
public sealed class FailureTests(Etcd35 fixture) : EtcdTest(fixture)
{
    [Fact]
    public async Task A_port_where_nobody_listens_is_Refused()
    {
        await using var connection = new EtcdConnection($"127.0.0.1:{FreePort()}");
        var error = await Should.ThrowAsync<EtcdUnavailableException>(async () => await connection.Kv.PutAsync("a", "x", Token));
        error.Failure.ShouldBe(EtcdFailure.Refused);
        error.Code.ShouldBe(EtcdErrorCode.Unavailable);
        error.Endpoint.ShouldBe(connection.Endpoint);
        error.Message.ShouldContain($"KV/Put at {connection.Endpoint}: the connection was refused");
    }

    [Fact]
    public async Task A_name_that_DNS_does_not_know_is_NameNotFound()
        => (await Failure("no-such-host.invalid:2379")).ShouldBe(EtcdFailure.NameNotFound);

    [Fact]
    public async Task A_frozen_member_is_a_Timeout_within_the_deadline()
    {
        await using var cluster = await EtcdCluster.StartAsync(Token);
        var member = cluster.Members[0];
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = member.Endpoint, RequestTimeout = TimeSpan.FromMilliseconds(500) });
        await connection.Maintenance.StatusAsync(Token);
        member.Freeze();

        var start = TimeProvider.System.GetTimestamp();
        var read = await Should.ThrowAsync<EtcdUnavailableException>(async () => await connection.Maintenance.StatusAsync(Token));
        TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.ShouldBeInRange(450, 700);
        read.Failure.ShouldBe(EtcdFailure.Timeout);

        // a write was sent: nobody knows what becomes of it
        var write = await Should.ThrowAsync<EtcdAmbiguousResultException>(async () => await connection.Kv.PutAsync("a", "x", Token));
        (write.Failure, write.Code).ShouldBe((EtcdFailure.Timeout, EtcdErrorCode.Ambiguous));

        // connecting to it succeeds, since the kernel answers: still a timeout, and still in time
        await using var fresh = new EtcdConnection(new EtcdConnectionOptions { Endpoint = member.Endpoint, RequestTimeout = TimeSpan.FromMilliseconds(500) });
        (await Should.ThrowAsync<EtcdException>(async () => await fresh.Maintenance.StatusAsync(Token))).Failure.ShouldBe(EtcdFailure.Timeout);

        member.Thaw();
        await connection.Maintenance.StatusAsync(Token);
    }

    [Fact]
    public async Task A_connection_that_stays_silent_after_a_timeout_is_replaced()
    {
        await using var cluster = await EtcdCluster.StartAsync(Token);
        var dials = 0;
        await using var connection = new EtcdConnection(new EtcdConnectionOptions
        {
            Endpoint = cluster.Members[0].Endpoint,
            RequestTimeout = TimeSpan.FromMilliseconds(200),
            PingInterval = TimeSpan.FromMilliseconds(200),
            ConnectCallback = async (endpoint, token) =>
            {
                Interlocked.Increment(ref dials);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPEndPoint.Parse(endpoint), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        await connection.Maintenance.StatusAsync(Token);
        dials.ShouldBe(1);
        cluster.Members[0].Freeze();
        await Eventually.GetAsync(
            async token =>
            {
                await Should.ThrowAsync<EtcdUnavailableException>(async () => await connection.Maintenance.StatusAsync(token));
                return Volatile.Read(ref dials);
            },
            count => count > 1, "it dials again", cancellationToken: Token);
    }

    [Fact]
    public async Task A_password_file_that_is_missing_is_named()
    {
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = Member.Endpoint, User = "app", PasswordFile = "no-such-file" });
        (await Should.ThrowAsync<EtcdAuthException>(async () => await connection.Kv.GetAsync("a", Token))).Message.ShouldContain("no-such-file");
    }

    [Fact]
    public async Task An_open_watch_on_a_frozen_member_ends_by_the_missing_sign_of_life()
    {
        await using var cluster = await EtcdCluster.StartAsync(Token);
        var member = cluster.Members[0];
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = member.Endpoint, PingInterval = TimeSpan.FromMilliseconds(300) });
        await using var watch = await connection.Watch.OpenAsync("a", cancellationToken: Token);
        member.Freeze();
        var lost = await Should.ThrowAsync<EtcdUnavailableException>(async () => await watch.NextAsync());
        lost.Failure.ShouldBe(EtcdFailure.ConnectionLost);
        lost.Message.ShouldContain("no sign of life within 0.3 s");
        member.Thaw();
        await connection.Maintenance.StatusAsync(Token); // the next call connects anew
    }

    [Fact]
    public async Task A_killed_member_is_ConnectionLost_for_a_watch_then_Refused_and_comes_back_by_itself()
    {
        await using var cluster = await EtcdCluster.StartAsync(Token);
        var member = cluster.Members[0];
        await using var connection = member.Connect();
        await using var watch = await connection.Watch.OpenAsync("a", cancellationToken: Token);
        member.Kill();
        (await Should.ThrowAsync<EtcdUnavailableException>(async () => await watch.NextAsync())).Failure.ShouldBe(EtcdFailure.ConnectionLost);
        (await Should.ThrowAsync<EtcdUnavailableException>(async () => await connection.Kv.PutAsync("a", "x", Token))).Failure.ShouldBe(EtcdFailure.Refused);
        await member.StartAsync(Token);
        await connection.Kv.PutAsync("a", "x", Token);
    }

    [Fact]
    public async Task A_member_without_quorum_ends_watches_that_require_a_leader()
    {
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3 }, Token);
        var alone = cluster.Members[0];
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = alone.Endpoint, RequestTimeout = TimeSpan.FromSeconds(2) });
        await using var watch = await connection.Watch.OpenAsync("a", cancellationToken: Token);
        cluster.Members[1].Kill();
        cluster.Members[2].Kill();
        var ended = await Should.ThrowAsync<EtcdUnavailableException>(async () => await watch.NextAsync());
        (ended.Code, ended.Failure).ShouldBe((EtcdErrorCode.NoLeader, EtcdFailure.NoLeader));
        (await connection.Cluster.ListMembersAsync(linearizable: false, Token)).Members.Count.ShouldBe(3);
        await Should.ThrowAsync<EtcdException>(async () => await connection.Kv.GetAsync("a", Token));
        (await connection.Kv.GetAsync("a", new() { Serializable = true }, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_dial_that_gets_no_answer_is_a_Timeout_within_the_dial_timeout()
    {
        await using var connection = new EtcdConnection(new EtcdConnectionOptions
        {
            DialTimeout = TimeSpan.FromMilliseconds(200),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                throw new InvalidOperationException("not reached");
            },
        });
        var error = await Should.ThrowAsync<EtcdUnavailableException>(async () => await connection.Kv.PutAsync("a", "x", Token));
        error.Failure.ShouldBe(EtcdFailure.Timeout);
        error.Message.ShouldContain("no connection within 0.2 s");
    }

    [Fact]
    public async Task A_request_timeout_shorter_than_the_dial_is_unavailable_not_ambiguous()
    {
        await using var connection = new EtcdConnection(new EtcdConnectionOptions
        {
            RequestTimeout = TimeSpan.FromMilliseconds(200),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                throw new InvalidOperationException("not reached");
            },
        });
        (await Should.ThrowAsync<EtcdUnavailableException>(async () => await connection.Kv.PutAsync("a", "x", Token))).Failure.ShouldBe(EtcdFailure.Timeout);
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_his_cancellation()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var cluster = await EtcdCluster.StartAsync(Token);
        await using var connection = cluster.Members[0].Connect();
        await connection.Maintenance.StatusAsync(Token);
        cluster.Members[0].Freeze();
        var call = connection.Maintenance.StatusAsync(stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await call);
        await Should.ThrowAsync<OperationCanceledException>(async () => await connection.Maintenance.StatusAsync(stop.Token));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("-ERR unknown command 'PRI'\r\n")]
    public async Task A_server_of_something_else_is_NotEtcd(string answer)
    {
        using var server = new CannedServer(answer);
        (await Failure(server.Endpoint)).ShouldBe(EtcdFailure.NotEtcd);
    }

    [Fact]
    public async Task TLS_to_a_plain_port_is_PlainExpected()
        => (await Failure("https://" + Member.Endpoint)).ShouldBe(EtcdFailure.PlainExpected);

    [Fact]
    public async Task An_answer_over_the_limit_is_TooLarge()
    {
        await Connection.Kv.PutAsync(At("a"), new byte[10_000], Token);
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = Member.Endpoint, MaxMessageBytes = 5_000 });
        var error = await Should.ThrowAsync<EtcdException>(async () => await connection.Kv.GetAsync(At("a"), Token));
        (error.Code, error.Failure).ShouldBe((EtcdErrorCode.RequestTooLarge, EtcdFailure.TooLarge));
        (await connection.Kv.GetAsync(At("b"), Token)).ShouldBeNull();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<EtcdFailure> Failure(string endpoint)
    {
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = endpoint });
        return (await Should.ThrowAsync<EtcdException>(async () => await connection.Maintenance.StatusAsync(Token))).Failure;
    }
}
