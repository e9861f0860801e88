using Etcd.Client;

namespace Etcd.Tests.Transport.Contract;

/// <summary>What a caller learns of a call that was answered badly, when it writes and when it reads.</summary>
internal sealed record Outcome((EtcdErrorCode Code, EtcdFailure Failure) Write, (EtcdErrorCode Code, EtcdFailure Failure) Read)
{
    /// <summary>It went through: the oddity is none of the caller's business.</summary>
    public static Outcome? Fine => null;

    /// <summary>The connection or the call was broken off: a write may have been applied.</summary>
    public static Outcome Lost { get; } = Unclear(EtcdFailure.ConnectionLost);

    /// <summary>Broken off, and it is certain that it was not processed.</summary>
    public static Outcome NotProcessed { get; } = Both(EtcdErrorCode.Unavailable, EtcdFailure.ConnectionLost);

    /// <summary>The answer breaks gRPC's rules: a write may have been applied.</summary>
    public static Outcome Nonsense { get; } = new((EtcdErrorCode.Ambiguous, EtcdFailure.Other), (EtcdErrorCode.Protocol, EtcdFailure.Other));

    /// <summary>The answer breaks HTTP/2's rules, in the midst of it: a write may have been applied.</summary>
    public static Outcome Garbled { get; } = new((EtcdErrorCode.Ambiguous, EtcdFailure.NotEtcd), (EtcdErrorCode.Protocol, EtcdFailure.NotEtcd));

    /// <summary>Something answers that is not etcd, so nothing was applied.</summary>
    public static Outcome Foreign { get; } = Both(EtcdErrorCode.Protocol, EtcdFailure.NotEtcd);

    /// <summary>Time is up: a write may have been applied.</summary>
    public static Outcome Late { get; } = Unclear(EtcdFailure.Timeout);

    public static Outcome Both(EtcdErrorCode code, EtcdFailure failure) => new((code, failure), (code, failure));

    public static Outcome Unclear(EtcdFailure failure) => new((EtcdErrorCode.Ambiguous, failure), (EtcdErrorCode.Unavailable, failure));

    public static void Check(EtcdException error, (EtcdErrorCode Code, EtcdFailure Failure) expected, string says, string endpoint)
    {
        (error.Code, error.Failure).ShouldBe(expected, error.ToString());
        error.ShouldBeOfType(TypeOf(expected.Code));
        error.Message.ShouldContain(says);
        error.Message.ShouldContain(endpoint);
        error.Message[^1].ShouldBeOneOf('.', '?');
        error.Message[^2].ShouldNotBeOneOf('.', '?');
        error.Endpoint.ShouldBe(endpoint);
        error.Method.ShouldBeOneOf("KV/Put", "KV/Range", "Watch/Watch");
        if (expected.Code == EtcdErrorCode.Ambiguous)
        {
            error.Message.ShouldContain("read before you repeat");
        }
    }

    private static Type TypeOf(EtcdErrorCode code) => code switch
    {
        EtcdErrorCode.Ambiguous => typeof(EtcdAmbiguousResultException),
        EtcdErrorCode.Unavailable or EtcdErrorCode.NoLeader => typeof(EtcdUnavailableException),
        EtcdErrorCode.Unauthenticated or EtcdErrorCode.PermissionDenied => typeof(EtcdAuthException),
        _ => typeof(EtcdException),
    };
}
