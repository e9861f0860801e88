using System.Net.Sockets;
using System.Security.Authentication;

namespace Etcd.Client.Transport;

/// <summary>The one place that knows what exceptions of sockets, TLS and HTTP mean.</summary>
internal static class FailureClassifier
{
    private const long RefusedStream = 7;

    // TLS alerts by which a server says no to our certificate (RFC 8446, 6.2), as OpenSSL spells them.
    // They come after the handshake in TLS 1.3, so any read can meet them.
    private static readonly string[] ClientCertificateAlerts =
    [
        "alert certificate required", "alert bad certificate", "alert unknown ca", "alert certificate unknown",
        "alert certificate expired", "alert certificate revoked", "alert unsupported certificate", "alert handshake failure", "alert access denied",
    ];

    // HTTP/2's error codes by number (RFC 9113, 7)
    private static readonly string[] Http2Errors =
    [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR",
        "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
    ];

    /// <summary>What failed, and the sentence's second half.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="answered">The member has answered on that connection before: whatever goes wrong on it now, it is etcd.</param>
    public static (EtcdFailure Failure, string Reason) Classify(Exception exception, bool answered = false)
    {
        if (Find<HttpProtocolException>(exception) is { } ended && (answered || IsGoodbye(ended)))
        {
            return (EtcdFailure.ConnectionLost, $"the call ended in HTTP/2's error {NameOf(ended.ErrorCode)}");
        }
        for (var each = exception; each is not null; each = each.InnerException)
        {
            if (Known(each) is { } known)
            {
                return known;
            }
        }
        return exception is HttpRequestException or IOException or ObjectDisposedException
            ? (EtcdFailure.ConnectionLost, $"the connection broke ({exception.GetBaseException().Message})")
            : (EtcdFailure.Other, exception.GetBaseException().Message);
    }

    /// <summary>True where the failure itself says that the request was not processed, sent or not.</summary>
    public static bool IsCertainlyUnprocessed(Exception exception) => exception switch
    {
        HttpRequestException { InnerException: DialException } => true,
        // A proxy's error page may come after it has passed the request on; nothing else that is no gRPC has ever met etcd.
        NotGrpcException page => page.Status < 500,
        // The server said goodbye (GOAWAY) and named the last call that it took, which was before this one: the handler
        // then repeats it by itself, and gives up after three attempts. Only its words tell that from other ends.
        HttpRequestException { InnerException: HttpProtocolException goodbye } aborted when aborted.Message != goodbye.Message => true,
        _ => Find<HttpProtocolException>(exception) is { ErrorCode: RefusedStream },
    };

    private static string NameOf(long code) => code >= 0 && code < Http2Errors.Length ? Http2Errors[code] : $"0x{code:x}";

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }
        return exception as T;
    }

    private static (EtcdFailure Failure, string Reason)? Known(Exception exception) => exception switch
    {
        DialException dial => (dial.Failure, dial.Message),
        OperationCanceledException => (EtcdFailure.ConnectionLost, "the call was broken off"), // not by us: the caller's cancellation does not come here
        InvalidDataException invalid => (EtcdFailure.Other, invalid.Message),
        NotGrpcException other => (EtcdFailure.NotEtcd, other.Message),
        SocketException socket => OfSocket(socket),
        _ when IsClientCertificateAlert(exception.Message) => (EtcdFailure.TlsClientCertificateRejected,
            "the server wants a client certificate that it trusts; give one with its key, issued by the server's --trusted-ca-file"),
        AuthenticationException { InnerException: null } tls => (EtcdFailure.Other, $"the TLS handshake failed ({tls.Message})"),
        HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse } or HttpProtocolException
            when !HungUp(exception) => (EtcdFailure.NotEtcd, "what answers does not speak HTTP/2 as etcd does; is this etcd's client port?"),
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } when !HungUp(exception) => (EtcdFailure.NotEtcd, "what answers is not etcd; is this its client port?"),
        _ => null,
    };

    private static (EtcdFailure Failure, string Reason) OfSocket(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => (EtcdFailure.Refused, "the connection was refused: nothing listens there; is etcd running?"),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => (EtcdFailure.NameNotFound, "the host name cannot be resolved"),
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown
            => (EtcdFailure.Unreachable, "there is no route to the host"),
        SocketError.TimedOut => (EtcdFailure.Timeout, "the network gave no answer in time"),
        _ => (EtcdFailure.ConnectionLost, $"the connection broke ({exception.Message})"),
    };

    private static bool IsClientCertificateAlert(string message)
        => message.Contains("alert", StringComparison.Ordinal)
            && Array.Exists(ClientCertificateAlerts, alert => message.Contains(alert, StringComparison.Ordinal));

    // The handler calls it an invalid response too when the connection ends before the server's first frame: that is no answer at all.
    private static bool HungUp(Exception exception)
        => exception.GetBaseException() is SocketException or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded };

    // A server that shuts down, or resets a stream, ends with a proper HTTP/2 error code; only a
    // PROTOCOL_ERROR (1), FRAME_SIZE_ERROR (6) or HTTP_1_1_REQUIRED (13) says that it is no HTTP/2 server for us.
    private static bool IsGoodbye(HttpProtocolException exception) => exception.ErrorCode is not (1 or 6 or 13);
}
