using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Etcd.Client.Transport;

/// <summary>gRPC's status codes, as numbered by its specification.</summary>
internal enum GrpcCode
{
    Ok = 0,
    Canceled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    DataLoss = 15,
    Unauthenticated = 16,
}

/// <summary>How a call ended, by the server's word.</summary>
internal readonly record struct GrpcStatus(GrpcCode Code, string Message)
{
    public bool IsOk => Code == GrpcCode.Ok;

    /// <summary>The status among these headers or trailers; null when there is none.</summary>
    public static GrpcStatus? From(HttpHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("grpc-status", out var code))
        {
            return null;
        }
        var message = headers.NonValidated.TryGetValues("grpc-message", out var text) ? Uri.UnescapeDataString(text.ToString()) : "";
        // a code that gRPC does not define counts as Unknown, by its specification
        return long.TryParse(code.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new GrpcStatus(number <= (long)GrpcCode.Unauthenticated ? (GrpcCode)number : GrpcCode.Unknown, message)
            : new GrpcStatus(GrpcCode.Unknown, $"the status '{code}' is not a number");
    }

    /// <summary>What an HTTP status without a gRPC status means (gRPC: http-grpc-status-mapping); proxies send them.</summary>
    public static GrpcStatus From(HttpStatusCode status)
    {
        var code = (int)status switch
        {
            400 => GrpcCode.Internal,
            401 => GrpcCode.Unauthenticated,
            403 => GrpcCode.PermissionDenied,
            404 => GrpcCode.Unimplemented,
            429 or 502 or 503 or 504 => GrpcCode.Unavailable,
            _ => GrpcCode.Unknown,
        };
        return new GrpcStatus(code, $"HTTP status {(int)status}");
    }
}
