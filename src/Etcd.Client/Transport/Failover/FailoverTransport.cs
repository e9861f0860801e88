namespace Etcd.Client.Transport;

/// <summary>Calls that any member may answer: goes to one, repeats at another what <see cref="RetryTable"/> allows, within the call's timeout.</summary>
internal sealed class FailoverTransport(EndpointSet endpoints, EtcdClientOptions options) : ITransport
{
    private readonly ClusterIdentity _identity = new();
    private volatile bool _disposed;

    public async ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions callOptions, CancellationToken cancellationToken)
        where TResponse : class
    {
        var tries = new Tries(callOptions.Timeout ?? options.RequestTimeout, options, endpoints);
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(EtcdClient)); // not "unavailable": that would be tried again and again
            var endpoint = endpoints.Current;
            try
            {
                if (method.Writes && !endpoint.IsVerified)
                {
                    await VerifyAsync(endpoint, callOptions with { Timeout = tries.Left() }, cancellationToken).ConfigureAwait(false);
                }
                var answer = await endpoint.Transport.UnaryAsync(method, request, callOptions with { Timeout = tries.Left() }, cancellationToken).ConfigureAwait(false);
                _identity.Check(answer, endpoint, method.Name);
                endpoints.Answered(endpoint);
                return answer;
            }
            catch (EtcdException e)
            {
                if (RetryTable.BlamesMember(e))
                {
                    endpoints.Failed(endpoint, e);
                }
                if (!await tries.AgainAsync(e, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    public async ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, CallOptions callOptions, CancellationToken cancellationToken)
        where TResponse : class
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(EtcdClient));
        return await OpenAsync(endpoints.Current, method, callOptions, cancellationToken).ConfigureAwait(false);
    }

    public EndpointSet Endpoints => endpoints;

    /// <summary>A transport for each member, the one that serves us now first.</summary>
    public IEnumerable<ITransport> EachMember() => endpoints.InOrder().Select(endpoint => new OneMember(this, endpoint));

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return endpoints.DisposeAsync();
    }

    private async ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(
        Endpoint endpoint, Method<TRequest, TResponse> method, CallOptions callOptions, CancellationToken cancellationToken)
        where TResponse : class
    {
        var call = await endpoint.Transport.OpenAsync(method, callOptions, cancellationToken).ConfigureAwait(false);
        return new FailoverStream<TRequest, TResponse>(call, endpoint, endpoints, _identity, method.Name);
    }

    private async ValueTask VerifyAsync(Endpoint endpoint, CallOptions callOptions, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await endpoint.Transport.UnaryAsync(EtcdMethods.Range, KvRequests.AnyGlance, callOptions, cancellationToken).ConfigureAwait(false);
            _identity.Check(answer, endpoint, EtcdMethods.Range.Name);
        }
        catch (EtcdAuthException)
        {
            // this user may not look; the call itself says what he may
            endpoint.IsVerified = true;
        }
    }

    private sealed class OneMember(FailoverTransport all, Endpoint endpoint) : ITransport
    {
        public ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
            Method<TRequest, TResponse> method, TRequest request, CallOptions callOptions, CancellationToken cancellationToken)
            where TResponse : class
            => endpoint.Transport.UnaryAsync(method, request, callOptions, cancellationToken);

        public ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(
            Method<TRequest, TResponse> method, CallOptions callOptions, CancellationToken cancellationToken)
            where TResponse : class
            => all.OpenAsync(endpoint, method, callOptions, cancellationToken);

        public ValueTask DisposeAsync() => default;
    }
}
