using System.Net.Security;

namespace Etcd.Client.Transport;

/// <summary>
/// Finds out what a port speaks, on a connection of its own, after ours failed: a TLS server just hangs up on
/// plain text, and a plain one on TLS, so the failed connection itself cannot tell.
/// </summary>
internal static class PortProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    // the HTTP/2 connection preface and an empty SETTINGS frame (RFC 9113, 3.4)
    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];

    /// <summary>How the port answers the beginning of plain HTTP/2.</summary>
    public static Task<PlainGreeting> GreetPlainAsync(Dialer dialer, CancellationToken cancellationToken)
        => TryAsync(dialer, PlainGreeting.None, static async (stream, token) =>
        {
            await stream.WriteAsync(Preface, token).ConfigureAwait(false);
            await stream.FlushAsync(token).ConfigureAwait(false);
            var start = new byte[4];
            var length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, token).ConfigureAwait(false);
            return length == 0 ? PlainGreeting.None
                : length == start.Length && start[3] == 4 ? PlainGreeting.Http2 // a SETTINGS frame
                : start.AsSpan().SequenceEqual("HTTP"u8) ? PlainGreeting.Http1
                : PlainGreeting.Other;
        }, cancellationToken);

    /// <summary>True when the port answers a TLS handshake.</summary>
    public static Task<bool> SpeaksTlsAsync(Dialer dialer, CancellationToken cancellationToken)
        => TryAsync(dialer, otherwise: false, static async (stream, token) =>
        {
            var answered = false;
            var tls = new SslStream(stream, leaveInnerStreamOpen: true);
            await using var _ = tls.ConfigureAwait(false);
            try
            {
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
                {
                    TargetHost = "probe",
                    RemoteCertificateValidationCallback = (_, _, _, _) => answered = true,
                }, token).ConfigureAwait(false);
                return true;
            }
            catch (Exception) when (answered)
            {
                return true; // it showed a certificate and then wanted ours
            }
        }, cancellationToken);

    /// <summary>What the other side says right after a TLS handshake: in TLS 1.3 only then does it refuse our certificate, and the HTTP handler keeps that to itself.</summary>
    public static async Task<Exception?> RefusalAfterHandshakeAsync(Dialer dialer, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var stream = await dialer.DialAsync(limit.Token).ConfigureAwait(false);
            await using var _ = stream.ConfigureAwait(false);
            await stream.ReadExactlyAsync(new byte[1], limit.Token).ConfigureAwait(false); // an HTTP/2 server speaks first
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static async Task<T> TryAsync<T>(Dialer dialer, T otherwise, Func<Stream, CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var stream = await dialer.OpenAsync(limit.Token).ConfigureAwait(false);
            await using var _ = stream.ConfigureAwait(false);
            return await ask(stream, limit.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            return otherwise; // whatever it is, it is not what we asked for
        }
    }
}
