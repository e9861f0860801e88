using System.Globalization;
using System.Net;

namespace Etcd.Client.Transport;

/// <summary>gRPC's use of HTTP/2: request headers, and where the status is.</summary>
internal static class GrpcHttp
{
    public static HttpRequestMessage Request(Uri baseUri, string path, HttpContent content, TimeSpan timeout, CallOptions options)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(baseUri, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        message.Headers.TryAddWithoutValidation("te", "trailers");
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            message.Headers.TryAddWithoutValidation("grpc-timeout", TimeoutHeader(timeout));
        }
        if (options.Token is { } token)
        {
            message.Headers.TryAddWithoutValidation("token", token);
        }
        if (options.RequireLeader)
        {
            message.Headers.TryAddWithoutValidation("hasleader", "true");
        }
        return message;
    }

    /// <summary>Null while a body follows; a status when the headers are already the whole answer ("trailers only", or no gRPC at all).</summary>
    /// <exception cref="NotGrpcException">What answers is HTTP, but not gRPC.</exception>
    public static GrpcStatus? Early(HttpResponseMessage response)
    {
        if (GrpcStatus.From(response.Headers) is { } trailersOnly)
        {
            return trailersOnly;
        }
        var mapped = GrpcStatus.From(response.StatusCode);
        if (response.StatusCode != HttpStatusCode.OK && mapped.Code is not GrpcCode.Internal and not GrpcCode.Unimplemented and not GrpcCode.Unknown)
        {
            return mapped;
        }
        var type = response.Content.Headers.ContentType?.MediaType;
        return type is not null && type.StartsWith("application/grpc", StringComparison.Ordinal)
            ? null
            : throw new NotGrpcException((int)response.StatusCode);
    }

    /// <summary>The status after the body.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static GrpcStatus Final(HttpResponseMessage response)
        => GrpcStatus.From(response.TrailingHeaders) ?? throw new InvalidDataException("the answer ended without a status");

    // at most 8 digits and a unit; rounded up, so that the server never gives up before we do
    private static string TimeoutHeader(TimeSpan timeout)
    {
        var milliseconds = (long)Math.Ceiling(timeout.TotalMilliseconds);
        return milliseconds <= 99_999_999
            ? milliseconds.ToString(CultureInfo.InvariantCulture) + "m"
            : Math.Min(99_999_999, (long)Math.Ceiling(timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture) + "S";
    }
}
