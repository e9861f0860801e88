using Etcd.Client;
using Etcd.Client.Transport;

namespace Etcd.Tests.Transport;

public sealed class ServerErrorsTests
{
    [Theory]
    [InlineData((int)GrpcCode.Unavailable, "etcdserver: request timed out", EtcdErrorCode.Ambiguous, EtcdErrorCode.Unavailable, EtcdFailure.Timeout)]
    [InlineData((int)GrpcCode.Unavailable, "etcdserver: leader changed", EtcdErrorCode.Ambiguous, EtcdErrorCode.Unavailable, EtcdFailure.Other)]
    [InlineData((int)GrpcCode.Unavailable, "etcdserver: server stopped", EtcdErrorCode.Ambiguous, EtcdErrorCode.Unavailable, EtcdFailure.Other)]
    [InlineData((int)GrpcCode.DeadlineExceeded, "context deadline exceeded", EtcdErrorCode.Ambiguous, EtcdErrorCode.Unavailable, EtcdFailure.Timeout)]
    [InlineData((int)GrpcCode.Unavailable, "etcdserver: no leader", EtcdErrorCode.NoLeader, EtcdErrorCode.NoLeader, EtcdFailure.NoLeader)]
    [InlineData((int)GrpcCode.ResourceExhausted, "etcdserver: too many requests", EtcdErrorCode.Unavailable, EtcdErrorCode.Unavailable, EtcdFailure.Other)]
    [InlineData((int)GrpcCode.Unknown, "raft proposal dropped", EtcdErrorCode.Unavailable, EtcdErrorCode.Unavailable, EtcdFailure.Other)]
    [InlineData((int)GrpcCode.DataLoss, "etcdserver: corrupt cluster", EtcdErrorCode.Corrupt, EtcdErrorCode.Corrupt, EtcdFailure.None)]
    [InlineData((int)GrpcCode.Unknown, "auth: permission denied", EtcdErrorCode.PermissionDenied, EtcdErrorCode.PermissionDenied, EtcdFailure.PermissionDenied)]
    [InlineData((int)GrpcCode.Unknown, "auth: invalid auth token", EtcdErrorCode.Unauthenticated, EtcdErrorCode.Unauthenticated, EtcdFailure.Unauthenticated)]
    [InlineData((int)GrpcCode.PermissionDenied, "etcdserver: permission denied", EtcdErrorCode.PermissionDenied, EtcdErrorCode.PermissionDenied, EtcdFailure.PermissionDenied)]
    [InlineData((int)GrpcCode.Unknown, "raft: stopped", EtcdErrorCode.Ambiguous, EtcdErrorCode.Unavailable, EtcdFailure.Other)]
    [InlineData((int)GrpcCode.Unknown, "context deadline exceeded", EtcdErrorCode.Ambiguous, EtcdErrorCode.Unavailable, EtcdFailure.Timeout)]
    public void A_status_says_whether_a_write_or_a_read_happened(int code, string text, EtcdErrorCode write, EtcdErrorCode read, EtcdFailure failure)
    {
        var written = ServerErrors.Create(new GrpcStatus((GrpcCode)code, text), "KV/Put", writes: true, "etcd-1:2379");
        written.Code.ShouldBe(write);
        written.ShouldBeOfType(TypeOf(write));
        written.Message.ShouldContain($"\"{text}\"");
        var reading = ServerErrors.Create(new GrpcStatus((GrpcCode)code, text), "KV/Range", writes: false, "etcd-1:2379");
        reading.Code.ShouldBe(read);
        reading.Failure.ShouldBe(failure);
        reading.ShouldBeOfType(TypeOf(read));
    }

    [Fact]
    public void A_message_is_percent_decoded()
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.TryAddWithoutValidation("grpc-status", "5");
        answer.Headers.TryAddWithoutValidation("grpc-message", "caf%C3%A9 100%25 %zz");
        GrpcStatus.From(answer.Headers).ShouldBe(new GrpcStatus(GrpcCode.NotFound, "café 100% %zz"));
    }

    [Theory]
    [InlineData(503, (int)GrpcCode.Unavailable)]
    [InlineData(429, (int)GrpcCode.Unavailable)]
    [InlineData(401, (int)GrpcCode.Unauthenticated)]
    [InlineData(403, (int)GrpcCode.PermissionDenied)]
    [InlineData(404, (int)GrpcCode.Unimplemented)]
    [InlineData(500, (int)GrpcCode.Unknown)]
    public void An_HTTP_status_stands_for_a_gRPC_status(int status, int code)
        => GrpcStatus.From((System.Net.HttpStatusCode)status).Code.ShouldBe((GrpcCode)code);

    private static Type TypeOf(EtcdErrorCode code) => code switch
    {
        EtcdErrorCode.Ambiguous => typeof(EtcdAmbiguousResultException),
        EtcdErrorCode.Unavailable or EtcdErrorCode.NoLeader => typeof(EtcdUnavailableException),
        EtcdErrorCode.PermissionDenied or EtcdErrorCode.Unauthenticated => typeof(EtcdAuthException),
        _ => typeof(EtcdException),
    };
}
