using Etcd.Client.Proto;

namespace Etcd.Client.Transport;

/// <summary>Trades user and password for a token; one authentication at a time, whoever asks (bcrypt costs the server 70 ms each).</summary>
internal sealed class TokenSource(ITransport transport, EtcdOptions options) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Known? _known;

    /// <summary>The token; null when the server has authentication switched off.</summary>
    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
        => (_known ?? await RefreshAsync(stale: null, cancellationToken).ConfigureAwait(false)).Token;

    /// <summary>A newer token than <paramref name="stale"/>, which the server refused.</summary>
    public async ValueTask<string?> RenewAsync(string? stale, CancellationToken cancellationToken)
    {
        var known = _known;
        return known is not null && known.Token != stale
            ? known.Token
            : (await RefreshAsync(known, cancellationToken).ConfigureAwait(false)).Token;
    }

    public void Dispose() => _gate.Dispose();

    private async ValueTask<Known> RefreshAsync(Known? stale, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_known is { } renewed && !ReferenceEquals(renewed, stale))
            {
                return renewed; // somebody else was faster
            }
            return _known = await AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<Known> AuthenticateAsync(CancellationToken cancellationToken)
    {
        var request = new AuthenticateRequest { Name = options.User, Password = await PasswordAsync(cancellationToken).ConfigureAwait(false) };
        try
        {
            var answer = await transport.UnaryAsync(EtcdMethods.Authenticate, request, default, cancellationToken).ConfigureAwait(false);
            return new Known(answer.Token);
        }
        catch (EtcdException e) when (e.Message.Contains(ServerErrors.AuthNotEnabled, StringComparison.Ordinal))
        {
            return new Known(Token: null);
        }
    }

    private async ValueTask<string> PasswordAsync(CancellationToken cancellationToken)
    {
        if (options.Password is { } password)
        {
            return password;
        }
        try
        {
            return (await File.ReadAllTextAsync(options.PasswordFile!, cancellationToken).ConfigureAwait(false)).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.Create(EtcdErrorCode.Unauthenticated, EtcdFailure.Unauthenticated,
                $"PasswordFile cannot be read ({e.Message}).", EtcdMethods.Authenticate.Name, options.ToString(), e);
        }
    }

    private sealed record Known(string? Token);
}
