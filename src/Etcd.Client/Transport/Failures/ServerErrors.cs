using System.Collections.Frozen;

namespace Etcd.Client.Transport;

/// <summary>Turns the status that a server sent into our exceptions. etcd's errors are known by their text (api/v3rpc/rpctypes).</summary>
internal static class ServerErrors
{
    public const string InvalidToken = "etcdserver: invalid auth token";
    public const string OldAuthRevision = "etcdserver: revision of auth store is old";
    public const string EmptyUser = "etcdserver: user name is empty";
    public const string StoreInvalidToken = "auth: invalid auth token";
    public const string StoreOldRevision = "auth: revision in header is old";
    public const string StoreEmptyUser = "auth: user name is empty";
    public const string AuthNotEnabled = "etcdserver: authentication is not enabled";

    private static readonly string[] TokenRefusals = [InvalidToken, OldAuthRevision, EmptyUser, StoreInvalidToken, StoreOldRevision, StoreEmptyUser];

    private static readonly FrozenDictionary<string, EtcdErrorCode> Known = new Dictionary<string, EtcdErrorCode>(StringComparer.Ordinal)
    {
        ["etcdserver: mvcc: required revision has been compacted"] = EtcdErrorCode.Compacted,
        ["etcdserver: mvcc: required revision is a future revision"] = EtcdErrorCode.FutureRevision,
        ["etcdserver: mvcc: database space exceeded"] = EtcdErrorCode.NoSpace,
        ["etcdserver: requested lease not found"] = EtcdErrorCode.LeaseNotFound,
        ["etcdserver: lease already exists"] = EtcdErrorCode.LeaseExists,
        ["etcdserver: too many operations in txn request"] = EtcdErrorCode.TooManyOperations,
        ["etcdserver: duplicate key given in txn request"] = EtcdErrorCode.DuplicateKey,
        ["etcdserver: request is too large"] = EtcdErrorCode.RequestTooLarge,
        ["etcdserver: too many requests"] = EtcdErrorCode.Unavailable,
        ["raft proposal dropped"] = EtcdErrorCode.Unavailable, // raft's ErrProposalDropped: the member asked did not take it in, while it hands its leadership over
        ["etcdserver: member not found"] = EtcdErrorCode.MemberNotFound,
        ["etcdserver: no leader"] = EtcdErrorCode.NoLeader,
        ["etcdserver: not leader"] = EtcdErrorCode.FailedPrecondition,
        ["etcdserver: corrupt cluster"] = EtcdErrorCode.Corrupt,
        ["etcdserver: permission denied"] = EtcdErrorCode.PermissionDenied,
        ["etcdserver: authentication failed, invalid user ID or password"] = EtcdErrorCode.Unauthenticated,
        [InvalidToken] = EtcdErrorCode.Unauthenticated,
        [OldAuthRevision] = EtcdErrorCode.Unauthenticated,
        [EmptyUser] = EtcdErrorCode.Unauthenticated,
        // HashKV, Defragment and Snapshot pass on the words of the auth store, as code Unknown
        ["auth: permission denied"] = EtcdErrorCode.PermissionDenied,
        ["auth: authentication failed, invalid user ID or password"] = EtcdErrorCode.Unauthenticated,
        [StoreInvalidToken] = EtcdErrorCode.Unauthenticated,
        [StoreOldRevision] = EtcdErrorCode.Unauthenticated,
        [StoreEmptyUser] = EtcdErrorCode.Unauthenticated,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>True when the server refused a call before looking at it, because our token is none (any more).</summary>
    public static bool WantsNewToken(EtcdException refusal)
        => Array.Exists(TokenRefusals, text => refusal.Message.Contains(text, StringComparison.Ordinal));

    public static EtcdException Create(GrpcStatus status, string method, bool writes, string endpoint)
    {
        var code = CodeOf(status, writes);
        return Errors.Create(code, FailureOf(status, code), Sentence(status, code, method, endpoint), method, endpoint, inner: null);
    }

    /// <summary>A watch says in words why it was cancelled: "rpc error: code = PermissionDenied desc = etcdserver: permission denied".</summary>
    public static EtcdException OfCanceledWatch(string reason)
    {
        var at = reason.IndexOf("etcdserver: ", StringComparison.Ordinal);
        var status = new GrpcStatus(GrpcCode.FailedPrecondition, at < 0 ? reason : reason[at..]);
        return Create(status, EtcdMethods.Watch.Name, writes: false, "The member");
    }

    private static EtcdErrorCode CodeOf(GrpcStatus status, bool writes)
    {
        if (Known.TryGetValue(status.Message, out var known))
        {
            return known;
        }
        // an answer that leaves open whether the write was applied: "request timed out", "leader changed",
        // "server stopped", and whatever neither etcd nor we have a word for
        var unclear = writes ? EtcdErrorCode.Ambiguous : EtcdErrorCode.Unavailable;
        return status.Code switch
        {
            GrpcCode.Unavailable or GrpcCode.DeadlineExceeded or GrpcCode.Canceled or GrpcCode.Aborted => unclear,
            GrpcCode.Unknown when status.Message.StartsWith("raft: ", StringComparison.Ordinal) => unclear, // a member that is shutting down
            GrpcCode.Unknown when status.Message is "context deadline exceeded" or "context canceled" => unclear, // Go's own words, from a member that waited for its leader in vain (3.4.23, a linearizable read)
            GrpcCode.Unknown or GrpcCode.Internal when writes && !IsEtcds(status) => EtcdErrorCode.Ambiguous,
            GrpcCode.Unauthenticated => EtcdErrorCode.Unauthenticated,
            GrpcCode.PermissionDenied => EtcdErrorCode.PermissionDenied,
            // said by gRPC itself: of the request before etcd sees it, or of the answer, when a write is done already
            GrpcCode.ResourceExhausted when status.Message.Contains("received message larger than max", StringComparison.Ordinal) => EtcdErrorCode.RequestTooLarge,
            GrpcCode.ResourceExhausted when !writes && status.Message.Contains("larger than max", StringComparison.Ordinal) => EtcdErrorCode.RequestTooLarge,
            GrpcCode.ResourceExhausted => unclear,
            GrpcCode.DataLoss => EtcdErrorCode.Corrupt,
            GrpcCode.Unimplemented => EtcdErrorCode.NotSupported,
            GrpcCode.InvalidArgument or GrpcCode.OutOfRange => EtcdErrorCode.InvalidArgument,
            GrpcCode.FailedPrecondition or GrpcCode.AlreadyExists or GrpcCode.NotFound => EtcdErrorCode.FailedPrecondition,
            _ => EtcdErrorCode.Unknown,
        };
    }

    private static EtcdFailure FailureOf(GrpcStatus status, EtcdErrorCode code) => code switch
    {
        EtcdErrorCode.Unauthenticated => EtcdFailure.Unauthenticated,
        EtcdErrorCode.PermissionDenied => EtcdFailure.PermissionDenied,
        EtcdErrorCode.NoLeader => EtcdFailure.NoLeader,
        EtcdErrorCode.RequestTooLarge => EtcdFailure.TooLarge,
        EtcdErrorCode.Ambiguous or EtcdErrorCode.Unavailable when SaysTimeout(status) => EtcdFailure.Timeout,
        EtcdErrorCode.Ambiguous or EtcdErrorCode.Unavailable => EtcdFailure.Other,
        _ => EtcdFailure.None,
    };

    private static string Sentence(GrpcStatus status, EtcdErrorCode code, string method, string endpoint)
    {
        var text = status.Message.Length == 0 ? $"gRPC status {status.Code}" : status.Message;
        return code switch
        {
            EtcdErrorCode.Ambiguous => $"{endpoint} answered {method} with \"{text}\", which leaves open whether it was applied; read before you repeat.",
            EtcdErrorCode.NotSupported => $"{endpoint} has no call {method} (\"{text}\"); this etcd is too old for it, or it is not etcd.",
            EtcdErrorCode.NoSpace => $"{endpoint} refused {method}: \"{text}\"; compact, defragment each member, then disarm the alarm.",
            _ => $"{endpoint} refused {method}: \"{text}\".",
        };
    }

    private static bool IsEtcds(GrpcStatus status)
        => status.Message.StartsWith("etcdserver: ", StringComparison.Ordinal) || status.Message.StartsWith("auth: ", StringComparison.Ordinal);

    private static bool SaysTimeout(GrpcStatus status)
        => status.Code == GrpcCode.DeadlineExceeded || status.Message.Contains("timed out", StringComparison.Ordinal)
            || status.Message.Contains("deadline exceeded", StringComparison.Ordinal);
}
