namespace Etcd.Client.Transport;

/// <summary>Turns whatever broke a call on the way into the exception that its caller gets.</summary>
internal sealed class CallFailures(EtcdEndpoint endpoint, Dialer dialer)
{
    /// <summary>The exception for a call that found no answer.</summary>
    /// <param name="cause">What was thrown.</param>
    /// <param name="timeout">The deadline, when it was that which ended the call.</param>
    /// <param name="name">The call.</param>
    /// <param name="mayBeApplied">It changes something, and was sent.</param>
    /// <param name="connection">The connection that it was on; null when there has never been one.</param>
    /// <param name="cancellationToken">Ends the search for a better explanation, not the explanation: the call's own limit, so that the search keeps it.</param>
    public async ValueTask<EtcdException> ExplainAsync(Exception cause, TimeSpan? timeout, string name, bool mayBeApplied, DialledConnection? connection, CancellationToken cancellationToken)
    {
        if (cause is EtcdException known)
        {
            return known;
        }
        if (cause is MessageTooLargeException)
        {
            var message = $"{endpoint} answered {name}, but {cause.Message}; ask for less, or raise the limit."
                + (mayBeApplied ? " The write may have been applied, so read before you repeat." : "");
            return Errors.Create(mayBeApplied ? EtcdErrorCode.Ambiguous : EtcdErrorCode.RequestTooLarge, EtcdFailure.TooLarge, message, name, endpoint.ToString(), cause);
        }
        var finding = timeout is { } limit
            ? new Finding(EtcdFailure.Timeout, $"no answer within {limit.TotalSeconds:0.###} s", FailureClassifier.IsCertainlyUnprocessed(cause))
            : await ClassifyAsync(cause, connection, cancellationToken).ConfigureAwait(false);
        return Create(finding, name, mayBeApplied, cause);
    }

    private static bool NeverConnected(Exception cause) => cause is HttpRequestException { InnerException: DialException };

    private EtcdException Create(Finding finding, string name, bool mayBeApplied, Exception cause)
    {
        var (failure, reason, unprocessed) = finding;
        var unclear = mayBeApplied && !unprocessed;
        var code = unclear ? EtcdErrorCode.Ambiguous
            : failure == EtcdFailure.NotEtcd || cause is InvalidDataException ? EtcdErrorCode.Protocol
            : EtcdErrorCode.Unavailable;
        var asks = reason.EndsWith('?');
        var message = $"{name} at {endpoint}: {reason}" + (unclear, asks) switch
        {
            (true, true) => " It was sent and may have been applied, so read before you repeat.",
            (true, false) => "; it was sent and may have been applied, so read before you repeat.",
            (false, true) => "",
            (false, false) => ".",
        };
        return Errors.Create(code, failure, message, name, endpoint.ToString(), cause);
    }

    private async ValueTask<Finding> ClassifyAsync(Exception cause, DialledConnection? connection, CancellationToken cancellationToken)
    {
        var answered = connection is { HasAnswered: true };
        var (failure, reason) = FailureClassifier.Classify(cause, answered);
        var found = new Finding(failure, reason, FailureClassifier.IsCertainlyUnprocessed(cause));
        if (connection?.LossReason is { } cut && !NeverConnected(cause))
        {
            return found with { Failure = EtcdFailure.ConnectionLost, Reason = cut };
        }
        return answered || failure is not (EtcdFailure.ConnectionLost or EtcdFailure.NotEtcd) ? found
            : endpoint.IsTls ? await OfTlsAsync(found, cancellationToken).ConfigureAwait(false)
            : await OfPlainAsync(found, cancellationToken).ConfigureAwait(false);
    }

    // What a port says to others tells what became of our call: where nobody speaks HTTP/2, none was processed.
    private async ValueTask<Finding> OfPlainAsync(Finding found, CancellationToken cancellationToken)
    {
        if (await PortProbe.SpeaksTlsAsync(dialer, cancellationToken).ConfigureAwait(false))
        {
            return new Finding(EtcdFailure.TlsExpected, "the port speaks TLS, not plain text; use https:// and give the CA file", Unprocessed: true);
        }
        // what the handler makes of a foreign answer depends on which of its loops meets it first
        return await PortProbe.GreetPlainAsync(dialer, cancellationToken).ConfigureAwait(false) is PlainGreeting.Http1 or PlainGreeting.Other
            ? new Finding(EtcdFailure.NotEtcd, "what answers does not speak HTTP/2; is this etcd's client port?", Unprocessed: true)
            : found;
    }

    private async ValueTask<Finding> OfTlsAsync(Finding found, CancellationToken cancellationToken)
        => await PortProbe.RefusalAfterHandshakeAsync(dialer, cancellationToken).ConfigureAwait(false) is { } refusal
            && FailureClassifier.Classify(refusal) is { Failure: EtcdFailure.TlsClientCertificateRejected } rejected
            ? new Finding(rejected.Failure, rejected.Reason, Unprocessed: true)
            : found;

    /// <summary>What failed, the sentence's second half, and whether it is certain that the request was not processed.</summary>
    private readonly record struct Finding(EtcdFailure Failure, string Reason, bool Unprocessed);
}
