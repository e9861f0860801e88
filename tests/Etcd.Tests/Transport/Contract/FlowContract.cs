using Etcd.Client;
using Etcd.Client.Proto;
using Etcd.Client.Transport;
using Etcd.Testing;
using Etcd.Tests.Transport.Wire;
using Google.Protobuf;

namespace Etcd.Tests.Transport.Contract;

/// <summary>The server sets how much, how large and how many; a transport keeps to it, and nothing is lost by it.</summary>
public abstract class FlowContract(TransportKind kind) : WireContract(kind)
{
    private const int MaxStreams = 3, InitialWindow = 4, MaxFrame = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(65_535)]
    public async Task A_request_larger_than_the_window_goes_in_pieces_as_the_server_takes_them(int window)
    {
        Server.Greet = Greetings.With((InitialWindow, window));
        var value = new byte[Math.Min(window * 50, 300_000)];
        new Random(window).NextBytes(value);
        var request = new PutRequest { Value = ByteString.CopyFrom(value) };
        var transport = Open();
        await WriteAsync(transport, Token); // the settings are known from here on
        await transport.UnaryAsync(EtcdMethods.Put, request, default, Token);
        var call = Server.Calls.Last();
        (await call.MessageAsync()).ShouldBe(request.ToByteArray());
        var data = call.Connection.Received.Where(frame => frame.Type == FrameType.Data && frame.Stream == call.Stream).ToList();
        data.ShouldAllBe(frame => frame.Payload.Length <= Math.Min(window, 16_384)); // no frame over the least limit, since no other was set
        data.Count.ShouldBeGreaterThanOrEqualTo(value.Length / 16_384);
    }

    [Fact]
    public async Task A_window_that_stays_shut_ends_in_a_Timeout_and_the_connection_goes_on()
    {
        var transport = Open(new EtcdConnectionOptions { RequestTimeout = TimeSpan.FromMilliseconds(300) });
        Server.Greet = Greetings.With((InitialWindow, 100));
        await WriteAsync(transport, Token);
        Server.OpensWindow = false;
        var large = new PutRequest { Value = ByteString.CopyFrom(new byte[1000]) };
        var late = await Should.ThrowAsync<EtcdException>(async () => await transport.UnaryAsync(EtcdMethods.Put, large, default, Token));
        Outcome.Check(late, Outcome.Late.Write, "no answer within 0.3 s", Server.Endpoint);
        (await Server.Calls.Last().Reset.WaitAsync(TimeSpan.FromSeconds(2), TimeProvider.System, Token)).ShouldBe(8); // CANCEL: the server need not wait for the rest
        Server.Heal();
        await WriteAsync(transport, Token);
        Server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_larger_frame_size_may_be_used_but_never_exceeded()
    {
        Server.Greet = Greetings.With((InitialWindow, 1_000_000), (MaxFrame, 20_000));
        var request = new PutRequest { Value = ByteString.CopyFrom(new byte[200_000]) };
        var transport = Open();
        await WriteAsync(transport, Token); // the settings are known from here on
        await transport.UnaryAsync(EtcdMethods.Put, request, default, Token);
        var call = Server.Calls.Last();
        (await call.MessageAsync()).ShouldBe(request.ToByteArray());
        call.Connection.Received.ShouldAllBe(frame => frame.Payload.Length <= 20_000);
    }

    [Fact]
    public async Task One_call_at_a_time_where_the_server_wants_that_and_all_get_their_turn()
    {
        Server.Greet = Greetings.With((MaxStreams, 1));
        var (open, most) = (0, 0);
        Server.Answer = async call =>
        {
            most = Math.Max(most, Interlocked.Increment(ref open));
            await call.Completed;
            Interlocked.Decrement(ref open);
            await Answers.Good(call);
        };
        var transport = Open();
        await WriteAsync(transport, Token);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => await WriteAsync(transport, Token)));
        most.ShouldBe(1);
        (Server.Calls.Count, Server.Connections).ShouldBe((51, 1));
    }

    [Fact]
    public async Task A_call_that_gets_no_turn_is_late_but_was_not_sent_and_the_stream_that_holds_the_place_lives_on()
    {
        Server.Greet = Greetings.With((MaxStreams, 1));
        var transport = Open(new EtcdConnectionOptions { RequestTimeout = TimeSpan.FromMilliseconds(300), PingInterval = TimeSpan.FromMilliseconds(100) });
        await WriteAsync(transport, Token);
        Server.Answer = async call =>
        {
            await call.RespondAsync();
            await call.MessageAsync(1);
            await call.SendMessageAsync();
        };
        await using (var watch = await transport.OpenAsync(EtcdMethods.Watch, default, Token))
        {
            await watch.WriteAsync(new WatchRequest(), Token);
            for (var i = 0; i < 3; i++) // and three times as long as it takes to declare a connection dead
            {
                Outcome.Check(
                    await Should.ThrowAsync<EtcdException>(async () => await WriteAsync(transport, Token)),
                    (EtcdErrorCode.Unavailable, EtcdFailure.Timeout), "no answer within 0.3 s", Server.Endpoint);
            }
            await watch.WriteAsync(new WatchRequest(), Token);
            (await watch.ReadAsync(TimeSpan.FromSeconds(2), Token)).ShouldNotBeNull();
        }
        Server.Heal();
        await WriteAsync(transport, Token);
        Server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_own_bytes()
    {
        await WriteAsync(Open(), Token);
        var connection = Server.Open.Single();
        await connection.SendAsync(new Frame(FrameType.Ping, FrameFlags.None, 0, [1, 2, 3, 4, 5, 6, 7, 8]));
        var answer = await Eventually.GetAsync(
            _ => ValueTask.FromResult(connection.Received.LastOrDefault(frame => frame.Type == FrameType.Ping && frame.Flags == FrameFlags.End)),
            frame => frame.Payload is not null, "a ping comes back", cancellationToken: Token);
        answer.Payload.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
    }
}

public sealed class HttpFlowTests() : FlowContract(TransportKind.Http);
