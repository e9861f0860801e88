namespace Etcd.Client.Transport;

/// <summary>Puts the user's token on every call; gets a new one when the server wants it, and repeats the call once.</summary>
internal sealed class AuthenticatedTransport(ITransport inner, TokenSource tokens) : ITransport
{
    public async ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
    {
        var token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await inner.UnaryAsync(method, request, options with { Token = token }, cancellationToken).ConfigureAwait(false);
        }
        catch (EtcdAuthException e) when (ServerErrors.WantsNewToken(e))
        {
            // the server refused before it looked at the request: repeating cannot apply it twice
            token = await tokens.RenewAsync(token, cancellationToken).ConfigureAwait(false);
            return await inner.UnaryAsync(method, request, options with { Token = token }, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
    {
        // A stream's refusal comes late and, on 3.4, as a bare "permission denied": make sure of the token first.
        try
        {
            await UnaryAsync(EtcdMethods.Range, KvRequests.AnyGlance, default, cancellationToken).ConfigureAwait(false);
        }
        catch (EtcdAuthException e) when (e.Code == EtcdErrorCode.PermissionDenied)
        {
            // the token is good; what the user may not read is another question
        }
        var token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        return await inner.OpenAsync(method, options with { Token = token }, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
