using Etcd.Client;
using Etcd.Client.Proto;
using Etcd.Client.Transport;
using Etcd.Testing;
using Etcd.Tests.Transport.Wire;

namespace Etcd.Tests.Transport.Contract;

/// <summary>Streams that the client ends: the server learns of it, waiting readers and writers do too, and nothing is left.</summary>
public abstract class StreamEndContract(TransportKind kind) : WireContract(kind)
{
    private const int Cancel = 8, InitialWindow = 4;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Completed_writes_are_seen_and_the_answers_still_come()
    {
        Server.Answer = async call =>
        {
            await call.RespondAsync();
            await call.Completed;
            await call.SendMessageAsync();
            await call.EndAsync();
        };
        await using var watch = await Open().OpenAsync(EtcdMethods.Watch, default, Token);
        await watch.WriteAsync(new WatchRequest(), Token);
        watch.CompleteWrites();
        watch.CompleteWrites();
        (await watch.ReadAsync(Long, Token)).ShouldNotBeNull();
        (await watch.ReadAsync(Long, Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_read_that_is_cancelled_or_late_ends_the_stream_on_both_sides(bool answered, bool late)
    {
        var (transport, watch, call) = await BegunAsync(answered);
        await using var _ = watch;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var read = watch.ReadAsync(late ? TimeSpan.FromMilliseconds(100) : Long, stop.Token).AsTask();
        if (late)
        {
            Outcome.Check(await Should.ThrowAsync<EtcdException>(read), Outcome.Late.Read, "no answer within 0.1 s", Server.Endpoint);
        }
        else
        {
            await stop.CancelAsync();
            (await Should.ThrowAsync<OperationCanceledException>(read)).CancellationToken.ShouldBe(stop.Token);
        }
        (await call.Reset.WaitAsync(Long, TimeProvider.System, Token)).ShouldBe(Cancel);
        await Should.ThrowAsync<EtcdException>(async () => await watch.ReadAsync(Long, Token));
        await GoesOnAsync(transport);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Disposal_ends_a_waiting_read_and_resets_the_stream(bool answered)
    {
        var (transport, watch, call) = await BegunAsync(answered);
        var read = watch.ReadAsync(Timeout.InfiniteTimeSpan, Token).AsTask();
        await watch.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => read.WaitAsync(Long, TimeProvider.System, Token));
        (await call.Reset.WaitAsync(Long, TimeProvider.System, Token)).ShouldBe(Cancel);
        await watch.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await watch.ReadAsync(Long, Token));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await watch.WriteAsync(new WatchRequest(), Token));
        await GoesOnAsync(transport);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_that_the_server_does_not_take_ends_with_its_cancellation_or_with_the_stream(bool dispose)
    {
        Server.Greet = Greetings.With((InitialWindow, 100));
        var (transport, watch, call) = await BegunAsync(answered: true);
        Server.OpensWindow = false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var large = new WatchRequest { CreateRequest = new WatchCreateRequest { Key = Google.Protobuf.ByteString.CopyFrom(new byte[1000]) } };
        var write = watch.WriteAsync(large, stop.Token).AsTask();
        await Eventually.TrueAsync(() => call.Connection.Received.Any(frame => frame.Payload.Length > 50 && frame.Type == FrameType.Data), "a part of it is sent", cancellationToken: Token);
        if (dispose)
        {
            await watch.DisposeAsync();
            await Should.ThrowAsync<ObjectDisposedException>(() => write.WaitAsync(Long, TimeProvider.System, Token));
        }
        else
        {
            await stop.CancelAsync();
            (await Should.ThrowAsync<OperationCanceledException>(() => write.WaitAsync(Long, TimeProvider.System, Token))).CancellationToken.ShouldBe(stop.Token);
        }
        (await call.Reset.WaitAsync(Long, TimeProvider.System, Token)).ShouldBe(Cancel); // half a message makes the rest worthless
        await watch.DisposeAsync();
        await GoesOnAsync(transport);
    }

    [Fact]
    public async Task A_transport_that_is_disposed_ends_its_streams()
    {
        var (transport, watch, _) = await BegunAsync(answered: true);
        var read = watch.ReadAsync(Timeout.InfiniteTimeSpan, Token).AsTask();
        await transport.DisposeAsync();
        await Should.ThrowAsync<EtcdException>(() => read.WaitAsync(Long, TimeProvider.System, Token));
        await watch.DisposeAsync();
        await Eventually.TrueAsync(() => Server.Open.Count == 0, "the connection is closed", cancellationToken: Token);
    }

    [Fact]
    public async Task Streams_leave_nothing_behind_however_they_ended()
    {
        var transport = Open();
        var left = new List<WeakReference>();
        for (var i = 0; i < 100; i++)
        {
            left.Add(await RunAsync(transport, i));
        }
        await Eventually.TrueAsync(() => !Server.Open.Single().Open.Any(), "the server holds no stream", cancellationToken: Token);
        Server.Heal();
        await WriteAsync(transport, Token);
        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                return !left.Exists(each => each.IsAlive);
            },
            "nobody holds the calls", seen: () => $"{left.Count(each => each.IsAlive)} alive", cancellationToken: Token);
        Server.Connections.ShouldBe(1);
    }

    private async Task<WeakReference> RunAsync(ITransport transport, int number)
    {
        Server.Answer = async call =>
        {
            await call.RespondAsync();
            await call.MessageAsync();
            await ((number % 5) switch
            {
                0 => call.EndAsync(),
                1 => call.EndAsync("14", "over"),
                2 => call.ResetAsync(Cancel),
                _ => call.SendMessageAsync(),
            });
        };
        var call = await transport.OpenAsync(EtcdMethods.LeaseKeepAlive, default, Token);
        await using (call)
        {
            await call.WriteAsync(new LeaseKeepAliveRequest(), Token);
            try
            {
                await call.ReadAsync(number % 5 == 3 ? TimeSpan.FromMilliseconds(1) : Long, Token);
            }
            catch (EtcdException)
            {
                // as the server had it, or late
            }
        }
        return new WeakReference(call);
    }

    private async Task<(ITransport Transport, IStreamCall<WatchRequest, WatchResponse> Watch, WireCall Call)> BegunAsync(bool answered)
    {
        var transport = Open();
        await WriteAsync(transport, Token);
        Server.Answer = call => answered ? call.RespondAsync() : Task.CompletedTask;
        var watch = await transport.OpenAsync(EtcdMethods.Watch, default, Token);
        await watch.WriteAsync(new WatchRequest(), Token);
        await Eventually.TrueAsync(() => Server.Calls.Count == 2, "the server sees it", cancellationToken: Token);
        return (transport, watch, Server.Calls.Last());
    }

    private async Task GoesOnAsync(ITransport transport)
    {
        Server.Heal();
        await WriteAsync(transport, Token);
        Server.Connections.ShouldBe(1);
        Server.Open.Single().Open.ShouldBeEmpty();
    }
}

public sealed class HttpStreamEndTests() : StreamEndContract(TransportKind.Http);
