using Etcd.Client;
using Etcd.Tests.Transport.Wire;

namespace Etcd.Tests.Transport.Contract;

/// <summary>Whatever a server answers: one error with the right name, no hang, and the connection goes on.</summary>
public abstract class AnswerContract(TransportKind kind) : WireContract(kind)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Cases => [.. AnswerCase.All.Select(each => each.Name)];

    [Theory, MemberData(nameof(Cases))]
    public async Task A_call_that_is_answered_oddly(string name)
    {
        var odd = AnswerCase.All.Single(each => each.Name == name);
        var transport = Open(new EtcdConnectionOptions { RequestTimeout = odd.Expected == Outcome.Late ? Short : Long, MaxMessageBytes = 1000 });
        await WriteAsync(transport, Token);
        await MeetsAsync(odd, odd.Expected?.Write, async () => await WriteAsync(transport, Token));
        await WriteAsync(transport, Token);
        await MeetsAsync(odd, odd.Expected?.Read, async () => await ReadAsync(transport, Token));
        await ReadAsync(transport, Token);
        Server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Frames_of_a_type_that_nobody_knows_are_ignored()
    {
        Server.Answer = Answers.After(async call =>
        {
            await call.Connection.SendAsync(new Frame(FrameType.NobodyKnows, FrameFlags.None, 0, [1, 2, 3]));
            await call.RespondAsync();
            await call.Connection.SendAsync(new Frame(FrameType.NobodyKnows, (FrameFlags)0xF0, call.Stream, []));
            await call.SendMessageAsync();
            await call.EndAsync();
        });
        var transport = Open();
        if (IgnoresUnknownFrames)
        {
            await WriteAsync(transport, Token);
            return;
        }
        Outcome.Check(await Should.ThrowAsync<EtcdException>(async () => await ReadAsync(transport, Token)), Outcome.Foreign.Read, "HTTP/2", Server.Endpoint);
        Server.Heal();
        await WriteAsync(transport, Token);
    }

    /// <summary>As RFC 9113, 4.1 wants it.</summary>
    protected virtual bool IgnoresUnknownFrames => true;

    private async Task MeetsAsync(AnswerCase odd, (EtcdErrorCode, EtcdFailure)? expected, Func<Task> call)
    {
        Server.Answer = Answers.After(odd.Answer);
        var start = TimeProvider.System.GetTimestamp();
        if (expected is { } failure)
        {
            Outcome.Check(await Should.ThrowAsync<EtcdException>(call), failure, odd.Says, Server.Endpoint);
        }
        else
        {
            await call();
        }
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        Server.Heal();
    }
}

public sealed class HttpAnswerTests() : AnswerContract(TransportKind.Http)
{
    // the framework takes them for a PROTOCOL_ERROR (measured on .NET 10.0.12); etcd sends none
    protected override bool IgnoresUnknownFrames => false;
}
