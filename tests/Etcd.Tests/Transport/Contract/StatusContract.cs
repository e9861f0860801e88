using Etcd.Client;
using Etcd.Tests.Transport.Wire;

namespace Etcd.Tests.Transport.Contract;

/// <summary>Every status that a server can end a call with, wherever it puts it.</summary>
public abstract class StatusContract(TransportKind kind) : WireContract(kind)
{
    private const string Unclear = "Unclear", Unknown = "Unknown";

    [Theory]
    [InlineData("1", Unclear, EtcdFailure.Other)]
    [InlineData("2", Unknown, EtcdFailure.Other)]
    [InlineData("3", "InvalidArgument", EtcdFailure.None)]
    [InlineData("4", Unclear, EtcdFailure.Timeout)]
    [InlineData("5", "FailedPrecondition", EtcdFailure.None)]
    [InlineData("6", "FailedPrecondition", EtcdFailure.None)]
    [InlineData("7", "PermissionDenied", EtcdFailure.PermissionDenied)]
    [InlineData("8", Unclear, EtcdFailure.Other)]
    [InlineData("9", "FailedPrecondition", EtcdFailure.None)]
    [InlineData("10", Unclear, EtcdFailure.Other)]
    [InlineData("11", "InvalidArgument", EtcdFailure.None)]
    [InlineData("12", "NotSupported", EtcdFailure.None)]
    [InlineData("13", Unknown, EtcdFailure.Other)]
    [InlineData("14", Unclear, EtcdFailure.Other)]
    [InlineData("15", "Corrupt", EtcdFailure.None)]
    [InlineData("16", "Unauthenticated", EtcdFailure.Unauthenticated)]
    [InlineData("17", Unknown, EtcdFailure.Other)] // not a code of gRPC: as 2
    [InlineData("2147483647", Unknown, EtcdFailure.Other)]
    [InlineData("99999999999", Unknown, EtcdFailure.Other)]
    [InlineData("-1", Unknown, EtcdFailure.Other)]
    [InlineData("x", Unknown, EtcdFailure.Other)]
    [InlineData("", Unknown, EtcdFailure.Other)]
    public async Task A_status_means_the_same_in_the_headers_after_them_and_after_a_message(string status, string meaning, EtcdFailure failure)
    {
        var expected = meaning switch
        {
            Unclear => Outcome.Unclear(failure),
            Unknown => new Outcome((EtcdErrorCode.Ambiguous, failure), (EtcdErrorCode.Unknown, EtcdFailure.None)),
            _ => Outcome.Both(Enum.Parse<EtcdErrorCode>(meaning), failure),
        };
        var says = status.Length > 0 && status.All(char.IsAsciiDigit) ? "words of its own" : $"'{status}' is not a number";
        Func<WireCall, Task>[] places =
        [
            call => call.RespondAsync(end: true, more: [("grpc-status", status), ("grpc-message", "words of its own")]),
            async call => { await call.RespondAsync(); await call.EndAsync(status, "words of its own"); },
            async call => { await call.RespondAsync(); await call.SendMessageAsync(); await call.EndAsync(status, "words of its own"); },
        ];
        var transport = Open();
        foreach (var place in places)
        {
            Server.Answer = Answers.After(place);
            Outcome.Check(await Should.ThrowAsync<EtcdException>(async () => await WriteAsync(transport, Token)), expected.Write, says, Server.Endpoint);
            Outcome.Check(await Should.ThrowAsync<EtcdException>(async () => await ReadAsync(transport, Token)), expected.Read, says, Server.Endpoint);
        }
        Server.Heal();
        await WriteAsync(transport, Token);
        Server.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("8", "grpc: received message larger than max (3000018 vs. 2097152)", EtcdErrorCode.RequestTooLarge, EtcdFailure.TooLarge)] // by grpc-go, before etcd sees it
    [InlineData("8", "etcdserver: mvcc: database space exceeded", EtcdErrorCode.NoSpace, EtcdFailure.None)]
    [InlineData("8", "grpc: trying to send message larger than max (9 vs. 8)", EtcdErrorCode.Ambiguous, EtcdFailure.Other)] // the answer was too large, so the request was processed
    [InlineData("14", "etcdserver: no leader", EtcdErrorCode.NoLeader, EtcdFailure.NoLeader)]
    [InlineData("14", "etcdserver: request timed out", EtcdErrorCode.Ambiguous, EtcdFailure.Timeout)]
    public async Task A_write_is_told_by_the_words_where_there_are_known_ones(string status, string words, EtcdErrorCode code, EtcdFailure failure)
    {
        Server.Answer = Answers.After(call => call.RespondAsync(end: true, more: [("grpc-status", status), ("grpc-message", words)]));
        Outcome.Check(await Should.ThrowAsync<EtcdException>(async () => await WriteAsync(Open(), Token)), (code, failure), words, Server.Endpoint);
    }

    [Theory]
    [InlineData("caf%C3%A9 100%25", "café 100%")]
    [InlineData("%", "\"%\"")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%FF%FE", "answered KV/Put")] // no UTF-8: whatever is made of it, it is an error of the call
    [InlineData("two%0D%0Alines", "two")]
    [InlineData("", "gRPC status Unavailable")]
    [InlineData(null, "gRPC status Unavailable")]
    public async Task A_message_is_shown_whatever_its_bytes_are(string? sent, string shown)
    {
        Server.Answer = Answers.After(async call =>
        {
            await call.RespondAsync();
            await call.EndAsync("14", sent);
        });
        var transport = Open();
        Outcome.Check(
            await Should.ThrowAsync<EtcdException>(async () => await WriteAsync(transport, Token)), (EtcdErrorCode.Ambiguous, EtcdFailure.Other), shown, Server.Endpoint);
    }
}

public sealed class HttpStatusTests() : StatusContract(TransportKind.Http);
