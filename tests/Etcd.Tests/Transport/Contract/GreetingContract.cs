using Etcd.Client;
using Etcd.Client.Transport;
using Etcd.Tests.Transport.Wire;

namespace Etcd.Tests.Transport.Contract;

/// <summary>What a port may say to a first call, when it is not etcd's or etcd is not well.</summary>
public abstract class GreetingContract(TransportKind kind) : WireContract(kind)
{
    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n<html>It works!</html>")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("-ERR unknown command 'PRI'\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002\u0016\u0016\u0016")]
    public async Task Something_else_is_NotEtcd_and_a_write_to_it_is_not_ambiguous(string bytes)
    {
        Server.Greet = Greetings.Saying(bytes);
        foreach (var call in new Func<ITransport, Task>[] { async to => await WriteAsync(to, Token), async to => await ReadAsync(to, Token) })
        {
            var transport = Open();
            Outcome.Check(await Should.ThrowAsync<EtcdException>(() => call(transport)), Outcome.Foreign.Write, "is this etcd's client port?", Server.Endpoint);
        }
        var later = Open();
        await Should.ThrowAsync<EtcdException>(async () => await ReadAsync(later, Token));
        Server.Heal();
        await WriteAsync(later, Token);
    }

    [Fact]
    public async Task A_port_that_hangs_up_is_ConnectionLost_and_a_write_that_it_may_have_read_is_ambiguous()
    {
        var transport = Open();
        Server.Greet = async connection =>
        {
            await connection.RequestAsync();
            return false;
        };
        Outcome.Check(await Should.ThrowAsync<EtcdException>(async () => await WriteAsync(transport, Token)), Outcome.Lost.Write, "the connection broke", Server.Endpoint);
        Outcome.Check(await Should.ThrowAsync<EtcdException>(async () => await ReadAsync(transport, Token)), Outcome.Lost.Read, "the connection broke", Server.Endpoint);
        Server.Greet = _ => Task.FromResult(false);
        var lost = await Should.ThrowAsync<EtcdException>(async () => await WriteAsync(transport, Token));
        lost.Failure.ShouldBe(EtcdFailure.ConnectionLost);
        lost.Code.ShouldBeOneOf(EtcdErrorCode.Ambiguous, EtcdErrorCode.Unavailable); // by how far it came
        Server.Heal();
        await WriteAsync(transport, Token);
    }

    [Fact]
    public async Task A_port_that_takes_everything_and_says_nothing_is_a_Timeout_and_is_left_for_a_new_connection()
    {
        var transport = Open(new EtcdConnectionOptions { RequestTimeout = TimeSpan.FromMilliseconds(300), PingInterval = TimeSpan.FromMilliseconds(600) });
        var first = new TaskCompletionSource<WireConnection>();
        Server.Greet = async connection =>
        {
            first.TrySetResult(connection);
            await connection.DrainAsync();
            return false;
        };
        Outcome.Check(await Should.ThrowAsync<EtcdException>(async () => await WriteAsync(transport, Token)), Outcome.Late.Write, "no answer within 0.3 s", Server.Endpoint);
        await (await first.Task).Ended.WaitAsync(TimeSpan.FromSeconds(2), TimeProvider.System, Token);
        Server.Heal();
        await WriteAsync(transport, Token);
        Server.Connections.ShouldBe(2);
    }
}

public sealed class HttpGreetingTests() : GreetingContract(TransportKind.Http);
