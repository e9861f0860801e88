using System.Net;
using System.Net.Sockets;

namespace Etcd.Client.Transport;

/// <summary>Makes the byte stream to a member: name, TCP and TLS, all within the dial timeout. Every failure is a <see cref="DialException"/>.</summary>
internal sealed class Dialer(EtcdEndpoint endpoint, EtcdConnectionOptions options)
{
    private const int KeepAliveSeconds = 15;

    /// <summary>The certificate that the member showed at the last handshake.</summary>
    public ServerCertificate? ServerCertificate { get; private set; }

    public async ValueTask<Stream> DialAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.DialTimeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await ConnectAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new DialException(EtcdFailure.Timeout, $"no connection within {options.DialTimeout.TotalSeconds:0.###} s", e);
        }
        catch (Exception e) when (e is not DialException and not OperationCanceledException)
        {
            var (failure, reason) = FailureClassifier.Classify(e);
            throw new DialException(failure, reason, e);
        }
    }

    /// <summary>A bare connection, without TLS.</summary>
    public async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (options.ConnectCallback is { } callback)
        {
            return await callback(endpoint.ToString(), cancellationToken).ConfigureAwait(false);
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // as Go's clients do; finds a peer that is gone where no call gets out to ask for it
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
            await socket.ConnectAsync(new DnsEndPoint(endpoint.Host, endpoint.Port), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var raw = await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (!endpoint.IsTls)
        {
            return raw;
        }
        var handshake = new TlsHandshake(endpoint.Host, options.Tls, options.TimeProvider);
        try
        {
            var stream = await handshake.AuthenticateAsync(raw, cancellationToken).ConfigureAwait(false);
            ServerCertificate = handshake.ServerCertificate;
            return stream;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await raw.DisposeAsync().ConfigureAwait(false);
            ServerCertificate = handshake.ServerCertificate ?? ServerCertificate;
            if (e is not DialException && !handshake.SawCertificate && await PortProbe.GreetPlainAsync(this, cancellationToken).ConfigureAwait(false) is PlainGreeting.Http1 or PlainGreeting.Http2)
            {
                throw new DialException(EtcdFailure.PlainExpected, "the port speaks plain text, not TLS; use http://", e);
            }
            throw;
        }
        catch
        {
            await raw.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
