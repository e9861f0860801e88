using Etcd.Client;
using Etcd.Tests.Transport.Wire;

namespace Etcd.Tests.Transport.Contract;

/// <summary>However a call or its connection is broken off: one error with the right name, no hang, and the next call works.</summary>
public abstract class BreakContract(TransportKind kind) : WireContract(kind)
{
    public static TheoryData<string> Cases => [.. BreakCase.All.Select(each => each.Name)];

    [Theory, MemberData(nameof(Cases))]
    public async Task A_call_that_is_broken_off(string name)
    {
        var broken = BreakCase.All.Single(each => each.Name == name);
        var transport = Open();
        await WriteAsync(transport, Token);
        await MeetsAsync(broken, broken.Expected?.Write, async () => await WriteAsync(transport, Token));
        await WriteAsync(transport, Token);
        await MeetsAsync(broken, broken.Expected?.Read, async () => await ReadAsync(transport, Token));
        await ReadAsync(transport, Token);
        if (broken.Stays)
        {
            Server.Connections.ShouldBe(1);
        }
        else
        {
            Server.Connections.ShouldBeGreaterThan(2);
        }
    }

    private async Task MeetsAsync(BreakCase broken, (EtcdErrorCode, EtcdFailure)? expected, Func<Task> call)
    {
        Server.Answer = Answers.After(broken.Answer);
        var start = TimeProvider.System.GetTimestamp();
        if (expected is { } failure)
        {
            Outcome.Check(await Should.ThrowAsync<EtcdException>(call), failure, broken.Says, Server.Endpoint);
        }
        else
        {
            await call();
        }
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        Server.Heal();
    }
}

public sealed class HttpBreakTests() : BreakContract(TransportKind.Http);
