using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EtcdMonitor.Server;

/// <summary>The socket and the limits on what comes in through it.</summary>
internal static class Listener
{
    private const int LargestBody = 1 << 20;

    internal static void Listen(this WebApplicationBuilder builder, ApiOptions api) => builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MaxConcurrentConnections = 4096;
        foreach (IPAddress address in Addresses(api))
        {
            kestrel.Listen(address, api.Port, listen => listen.Protocols = HttpProtocols.Http1);
        }
    });

    /// <summary>Kestrel takes a name it cannot parse for "all interfaces": names are resolved here, so that a name never opens more than it says.</summary>
    private static IPAddress[] Addresses(ApiOptions api)
    {
        if (IPAddress.TryParse(api.Host.Trim('[', ']'), out IPAddress? address))
        {
            return [address];
        }

        IPAddress[] found = string.Equals(api.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback] : Dns.GetHostAddresses(api.Host);
        return found.Length == 0 ? throw new ArgumentException($"api.host {api.Host} has no address.", nameof(api)) : [.. found.Distinct()];
    }
}
