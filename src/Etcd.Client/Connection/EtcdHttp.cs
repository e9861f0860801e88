using System.Net;
using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>The member's plain HTTP pages, such as <c>/metrics</c> and <c>/version</c>, under the same address, TLS and dial rules as its calls.</summary>
public static class EtcdHttp
{
    /// <summary>A client whose base address is the member. It follows no redirect, unpacks nothing and has no deadline of its own: give each request one.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message names all that do not.</exception>
    public static HttpClient CreateClient(EtcdConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var valid = options.Validated();
        var endpoint = EtcdEndpoint.Parse(valid.Endpoint, valid.Tls.IsSet);
        var dialer = new Dialer(endpoint, valid);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = valid.DialTimeout,
            ConnectCallback = (_, cancellationToken) => dialer.DialAsync(cancellationToken),
        };
        // behind TLS etcd speaks HTTP/2 for everything; without, its port tells pages from calls by the version
        return new HttpClient(new OneVersion(endpoint.IsTls ? HttpVersion.Version20 : HttpVersion.Version11, handler))
        {
            // the dialer has done TLS already, so the handler must not do it again
            BaseAddress = new UriBuilder(Uri.UriSchemeHttp, endpoint.Host, endpoint.Port).Uri,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The client's default is for its own short forms alone: a request that is made by hand would go out as 1.1.</summary>
    private sealed class OneVersion(Version version, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (request.Version, request.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
