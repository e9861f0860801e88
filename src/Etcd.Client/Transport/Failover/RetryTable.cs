namespace Etcd.Client.Transport;

/// <summary>What to do after a call has failed.</summary>
internal enum RetryStep
{
    /// <summary>Tell the caller.</summary>
    Stop,

    /// <summary>Try again; the member is as good as any.</summary>
    Again,

    /// <summary>Try again at another member.</summary>
    Elsewhere,
}

/// <summary>
/// Which failed calls may be repeated. A row is how the call failed, a column whether it changes something:
/// <list type="table">
/// <item><term>no connection, refused before etcd looked at it</term><description>read: again; write: again</description></item>
/// <item><term>sent, and the answer is missing or unclear</term><description>read: again; write: stop (<see cref="EtcdAmbiguousResultException"/>)</description></item>
/// <item><term>etcd looked at it and said no</term><description>stop</description></item>
/// </list>
/// The middle row is the one that matters: jetcd repeated such writes, and Jepsen found them applied twice.
/// <see cref="FailureClassifier"/> and <see cref="ServerErrors"/> have already told the rows apart, by exception type.
/// </summary>
internal static class RetryTable
{
    /// <summary>The next step after <paramref name="failure"/>.</summary>
    public static RetryStep After(EtcdException failure) => failure switch
    {
        EtcdAmbiguousResultException => RetryStep.Stop,
        EtcdUnavailableException => BlamesMember(failure) ? RetryStep.Elsewhere : RetryStep.Again,
        _ when IsUnfit(failure) => RetryStep.Elsewhere,
        _ => RetryStep.Stop,
    };

    /// <summary>True when the member asked is to be avoided for the next calls too, whatever becomes of this one.</summary>
    public static bool BlamesMember(EtcdException failure) => failure.Failure
        is EtcdFailure.Refused or EtcdFailure.Unreachable or EtcdFailure.NameNotFound or EtcdFailure.Timeout or EtcdFailure.ConnectionLost
        or EtcdFailure.TlsUntrusted or EtcdFailure.TlsExpired or EtcdFailure.TlsWrongName or EtcdFailure.TlsClientCertificateRejected
        or EtcdFailure.TlsExpected or EtcdFailure.PlainExpected or EtcdFailure.NotEtcd or EtcdFailure.NoLeader
        || IsUnfit(failure);

    /// <summary>True when waiting does not mend it: the configuration is wrong, here or there.</summary>
    public static bool IsPermanent(EtcdException failure) => failure.Failure
        is EtcdFailure.TlsUntrusted or EtcdFailure.TlsExpired or EtcdFailure.TlsWrongName or EtcdFailure.TlsClientCertificateRejected
        or EtcdFailure.TlsExpected or EtcdFailure.PlainExpected or EtcdFailure.NotEtcd
        || IsUnfit(failure);

    // refused before it was looked at: a learner serves no clients, a stranger's port no etcd, another cluster not our keys
    private static bool IsUnfit(EtcdException failure)
        => (failure.Code == EtcdErrorCode.Protocol && failure.Failure is EtcdFailure.NotEtcd or EtcdFailure.WrongCluster)
            || failure.Message.Contains("not supported for learner", StringComparison.Ordinal);
}
