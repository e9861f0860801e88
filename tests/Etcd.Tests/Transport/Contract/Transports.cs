using Etcd.Client;
using Etcd.Client.Transport;

namespace Etcd.Tests.Transport.Contract;

/// <summary>Makes the transport under test, as <see cref="EtcdConnection"/> does.</summary>
internal static class Transports
{
    public static ITransport Open(TransportKind kind, EtcdConnectionOptions options)
    {
        var endpoint = EtcdEndpoint.Parse(options.Endpoint, options.Tls.IsSet);
        ITransport transport = kind switch
        {
            TransportKind.Http => new HttpTransport(endpoint, new Dialer(endpoint, options), options),
            _ => throw new NotSupportedException($"no transport of kind {kind}"),
        };
        return options.User is null ? transport : new AuthenticatedTransport(transport, new TokenSource(transport, options));
    }
}
