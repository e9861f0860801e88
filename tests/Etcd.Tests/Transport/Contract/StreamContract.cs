using Etcd.Client;
using Etcd.Client.Proto;
using Etcd.Client.Transport;
using Etcd.Tests.Transport.Wire;

namespace Etcd.Tests.Transport.Contract;

/// <summary>Streams that the server ends, or that end under both: what the reader learns, once and again.</summary>
public abstract class StreamContract(TransportKind kind) : WireContract(kind)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, (bool Stays, Outcome? Expected, string Says, Func<WireCall, Task> End)> Ends = new()
    {
        ["OK"] = (true, null, "", call => call.EndAsync()),
        ["a status"] = (true, Outcome.Unclear(EtcdFailure.Other), "server stopped", call => call.EndAsync("14", "etcdserver: server stopped")),
        ["no leader"] = (true, Outcome.Both(EtcdErrorCode.NoLeader, EtcdFailure.NoLeader), "no leader", call => call.EndAsync("14", "etcdserver: no leader")),
        ["no status"] = (true, Outcome.Nonsense, "ended without a status", call => call.SendAsync([], end: true)),
        ["half a message"] = (true, Outcome.Nonsense, "ends within a message", async call => { await call.SendAsync([0, 0]); await call.EndAsync(); }
        ),
        ["a message that is no protobuf"] = (true, Outcome.Nonsense, "cannot be decoded", call => call.SendMessageAsync(0x0A, 0x7F, 1)),
        ["a message over the limit"] = (true, Outcome.Both(EtcdErrorCode.RequestTooLarge, EtcdFailure.TooLarge), "2000 bytes", call => call.SendMessageAsync(new byte[2000])),
        ["a reset"] = (true, Outcome.Lost, "CANCEL", call => call.ResetAsync(8)),
        ["a refusal"] = (true, Outcome.Lost, "REFUSED_STREAM", call => call.ResetAsync(7)),
        ["a goodbye and the end"] = (false, null, "", async call => { await call.Connection.SendAsync(Frame.GoAway(call.Stream, 0)); await call.EndAsync(); }
        ),
        ["a goodbye and a cut"] = (false, Outcome.Lost, "ENHANCE_YOUR_CALM", async call => { await call.Connection.SendAsync(Frame.GoAway(call.Stream, 11)); call.Connection.Dispose(); }
        ),
        ["a goodbye that leaves it out"] = (false, Outcome.Lost, "NO_ERROR", call => call.Connection.SendAsync(Frame.GoAway(0, 0))),
        ["a cut"] = (false, Outcome.Lost, "the connection broke", call => { call.Connection.Dispose(); return Task.CompletedTask; }
        ),
        ["a reset by TCP"] = (false, Outcome.Lost, "the connection broke", call => { call.Connection.Abort(); return Task.CompletedTask; }
        ),
    };

    public static TheoryData<string> Cases => [.. Ends.Keys];

    [Theory, MemberData(nameof(Cases))]
    public async Task A_stream_that_the_server_ends_by(string end)
    {
        var (stays, expected, says, endAsync) = Ends[end];
        var transport = Open(new EtcdConnectionOptions { MaxMessageBytes = 1000 });
        Server.Answer = async call =>
        {
            await call.RespondAsync();
            for (var i = 0; i < 3; i++)
            {
                await call.SendMessageAsync(await call.MessageAsync(i)); // a request without content is an answer without content
            }
            await call.MessageAsync(3);
            await endAsync(call);
        };
        await using (var watch = await transport.OpenAsync(EtcdMethods.Watch, default, Token))
        {
            for (var i = 0; i < 3; i++)
            {
                await watch.WriteAsync(new WatchRequest(), Token);
                (await watch.ReadAsync(Long, Token)).ShouldNotBeNull();
            }
            await MayFailAsync(watch); // the end may be here before the write has returned
            for (var i = 0; i < 2; i++) // the second time it is the same
            {
                if (expected is null)
                {
                    (await watch.ReadAsync(Long, Token)).ShouldBeNull();
                    continue;
                }
                Outcome.Check(await Should.ThrowAsync<EtcdException>(async () => await watch.ReadAsync(Long, Token)), expected.Read, says, Server.Endpoint);
            }
            await MeetsItsEndAsync(watch);
        }
        Server.Heal();
        await WriteAsync(transport, Token);
        Server.Connections.ShouldBe(stays ? 1 : 2);
    }

    [Theory]
    [InlineData("12", EtcdErrorCode.NotSupported)]
    [InlineData("14", EtcdErrorCode.Unavailable)]
    [InlineData("16", EtcdErrorCode.Unauthenticated)]
    public async Task A_stream_that_is_refused_at_once(string status, EtcdErrorCode code)
    {
        Server.Answer = call => call.RespondAsync(end: true, more: [("grpc-status", status), ("grpc-message", "not for you")]);
        await using var watch = await Open().OpenAsync(EtcdMethods.Watch, default, Token);
        for (var i = 0; i < 2; i++)
        {
            var refused = await Should.ThrowAsync<EtcdException>(async () => await watch.ReadAsync(Long, Token));
            refused.Code.ShouldBe(code);
            refused.Message.ShouldContain("not for you");
        }
        await MeetsItsEndAsync(watch);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_that_was_not_processed_fails_at_once_or_is_begun_anew_with_all_that_was_written(bool goodbye)
    {
        var refused = 0;
        Server.Answer = async call =>
        {
            await call.MessageAsync();
            if (Interlocked.Increment(ref refused) == 1)
            {
                await (goodbye ? call.Connection.SendAsync(Frame.GoAway(0, 0)) : call.ResetAsync(7));
                return;
            }
            await call.RespondAsync();
            await call.SendMessageAsync();
        };
        await using var watch = await Open().OpenAsync(EtcdMethods.Watch, default, Token);
        await watch.WriteAsync(new WatchRequest(), Token);
        try
        {
            (await watch.ReadAsync(Long, Token)).ShouldNotBeNull();
        }
        catch (EtcdException e)
        {
            Outcome.Check(e, Outcome.NotProcessed.Read, "", Server.Endpoint);
        }
    }

    // whether a write still succeeds is up to the moment; that it neither hangs nor throws anything foreign is not
    private static async Task MeetsItsEndAsync(IStreamCall<WatchRequest, WatchResponse> watch)
    {
        for (var i = 0; i < 3; i++)
        {
            await MayFailAsync(watch);
        }
        watch.CompleteWrites();
    }

    private static async Task MayFailAsync(IStreamCall<WatchRequest, WatchResponse> watch)
    {
        try
        {
            await watch.WriteAsync(new WatchRequest(), Token).AsTask().WaitAsync(TimeSpan.FromSeconds(1), TimeProvider.System, Token);
        }
        catch (EtcdException)
        {
            // it has ended
        }
    }
}

public sealed class HttpStreamTests() : StreamContract(TransportKind.Http);
