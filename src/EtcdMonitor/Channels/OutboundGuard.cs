using System.Net;
using System.Net.Sockets;

namespace EtcdMonitor.Channels;

/// <summary>
/// Guards requests that leave the monitor. URLs of the configuration file are the operator's word: private and loopback
/// addresses are fine, link-local and cloud metadata addresses never. A name is resolved once and exactly the checked
/// address is connected to, so that a name cannot change its mind in between (DNS rebinding).
/// </summary>
internal static class OutboundGuard
{
    /// <summary>Largest answer that is read.</summary>
    private const int MaxAnswer = 64 * 1024;

    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(5);

    /// <summary>Metadata services that are not on link-local addresses: AWS over IPv6, Alibaba, Oracle's older one.</summary>
    private static readonly IPAddress[] Metadata = [IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("100.100.100.200"), IPAddress.Parse("192.0.0.192")];

    /// <summary>A client that only goes where it may: no redirects, no proxy, no cookies, small answers.</summary>
    public static HttpClient CreateClient()
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = MaxAnswer / 1024,
            MaxResponseDrainSize = MaxAnswer,
            ConnectTimeout = ConnectDeadline,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = static (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken),
        };
        return new HttpClient(handler, disposeHandler: true) { MaxResponseContentBufferSize = MaxAnswer, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Whether a request may go to this address.</summary>
    public static bool Allows(IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !plain.IsIPv6LinkLocal && !plain.IsIPv6Multicast && !IsIPv4LinkLocal(plain) && !IsUnroutable(plain) && !Metadata.Contains(plain);
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken).ConfigureAwait(false);
        IPAddress[] allowed = [.. addresses.Where(Allows)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{target.Host} is a link-local, metadata or unroutable address; requests never go there");
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsIPv4LinkLocal(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, _, _];

    private static bool IsUnroutable(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Broadcast)
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] is >= 224 and < 240);
}
