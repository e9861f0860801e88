namespace Etcd.Client.Transport;

/// <summary>Picks the exception's type for a code, so that one place knows the pairs.</summary>
internal static class Errors
{
    public static EtcdException Create(
        EtcdErrorCode code, EtcdFailure failure, string message, string method, string endpoint, Exception? inner)
        => code switch
        {
            EtcdErrorCode.Unavailable or EtcdErrorCode.NoLeader
                => new EtcdUnavailableException(message, inner) { Code = code, Failure = failure, Method = method, Endpoint = endpoint },
            EtcdErrorCode.Ambiguous
                => new EtcdAmbiguousResultException(message, inner) { Code = code, Failure = failure, Method = method, Endpoint = endpoint },
            EtcdErrorCode.Unauthenticated or EtcdErrorCode.PermissionDenied
                => new EtcdAuthException(message, inner) { Code = code, Failure = failure, Method = method, Endpoint = endpoint },
            EtcdErrorCode.Compacted
                => new EtcdCompactedException(message, inner) { Code = code, Failure = failure, Method = method, Endpoint = endpoint },
            EtcdErrorCode.LeaseNotFound
                => new EtcdLeaseNotFoundException(message, inner) { Code = code, Failure = failure, Method = method, Endpoint = endpoint },
            _ => new EtcdException(message, inner) { Code = code, Failure = failure, Method = method, Endpoint = endpoint },
        };
}
