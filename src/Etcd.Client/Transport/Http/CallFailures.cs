namespace Etcd.Client.Transport;

/// <summary>Turns whatever broke a call on the way into the exception that its caller gets.</summary>
internal sealed class CallFailures(EtcdEndpoint endpoint, Dialer dialer, Connection connection)
{
    /// <summary>The exception for a call that found no answer.</summary>
    /// <param name="cause">What was thrown.</param>
    /// <param name="timeout">The deadline, when it was that which ended the call.</param>
    /// <param name="name">The call.</param>
    /// <param name="mayBeApplied">It changes something, and was sent.</param>
    /// <param name="cancellationToken">Ends the search for a better explanation, not the explanation: the call's own limit, so that the search keeps it.</param>
    public async ValueTask<EtcdException> ExplainAsync(Exception cause, TimeSpan? timeout, string name, bool mayBeApplied, CancellationToken cancellationToken)
    {
        if (cause is EtcdException known)
        {
            return known;
        }
        if (cause is MessageTooLargeException)
        {
            var message = $"{endpoint} answered {name}, but {cause.Message}; ask for less, or raise the limit.";
            return Errors.Create(mayBeApplied ? EtcdErrorCode.Ambiguous : EtcdErrorCode.RequestTooLarge, EtcdFailure.TooLarge, message, name, endpoint.ToString(), cause);
        }
        var (failure, reason) = timeout is { } limit
            ? (EtcdFailure.Timeout, $"no answer within {limit.TotalSeconds:0.###} s")
            : await ClassifyAsync(cause, cancellationToken).ConfigureAwait(false);
        return Create(failure, reason, name, mayBeApplied, cause);
    }

    private EtcdException Create(EtcdFailure failure, string reason, string name, bool mayBeApplied, Exception cause)
    {
        // certain not to be applied: no connection was made, or TLS never let the request through
        var certain = !mayBeApplied || cause is HttpRequestException { InnerException: DialException }
            || failure is EtcdFailure.TlsClientCertificateRejected or EtcdFailure.TlsExpected;
        var unclear = !certain;
        var code = unclear ? EtcdErrorCode.Ambiguous
            : failure == EtcdFailure.NotEtcd || cause is InvalidDataException ? EtcdErrorCode.Protocol
            : EtcdErrorCode.Unavailable;
        var message = unclear
            ? $"{name} at {endpoint}: {reason}; it was sent and may have been applied, so read before you repeat."
            : $"{name} at {endpoint}: {reason}.";
        return Errors.Create(code, failure, message, name, endpoint.ToString(), cause);
    }

    private async ValueTask<(EtcdFailure Failure, string Reason)> ClassifyAsync(Exception cause, CancellationToken cancellationToken)
    {
        if (connection.LossReason is { } reason)
        {
            return (EtcdFailure.ConnectionLost, reason);
        }
        var found = FailureClassifier.Classify(cause);
        return connection.HasAnswered ? found : endpoint.IsTls ? await OfTlsAsync(found, cancellationToken).ConfigureAwait(false) : await OfPlainAsync(found, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<(EtcdFailure Failure, string Reason)> OfPlainAsync((EtcdFailure Failure, string Reason) found, CancellationToken cancellationToken)
    {
        if (found.Failure is not (EtcdFailure.ConnectionLost or EtcdFailure.NotEtcd))
        {
            return found;
        }
        if (await PortProbe.SpeaksTlsAsync(dialer, cancellationToken).ConfigureAwait(false))
        {
            return (EtcdFailure.TlsExpected, "the port speaks TLS, not plain text; use https:// and give the CA file");
        }
        // what the handler makes of a foreign answer depends on which of its loops meets it first
        return await PortProbe.GreetPlainAsync(dialer, cancellationToken).ConfigureAwait(false) is PlainGreeting.Http1 or PlainGreeting.Other
            ? (EtcdFailure.NotEtcd, "what answers does not speak HTTP/2; is this etcd's client port?")
            : found;
    }

    private async ValueTask<(EtcdFailure Failure, string Reason)> OfTlsAsync((EtcdFailure Failure, string Reason) found, CancellationToken cancellationToken)
        => found.Failure is EtcdFailure.ConnectionLost or EtcdFailure.NotEtcd
            && await PortProbe.RefusalAfterHandshakeAsync(dialer, cancellationToken).ConfigureAwait(false) is { } refusal
            && FailureClassifier.Classify(refusal) is { Failure: EtcdFailure.TlsClientCertificateRejected } rejected
            ? rejected
            : found;
}
