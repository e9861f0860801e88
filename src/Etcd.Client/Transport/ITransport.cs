namespace Etcd.Client.Transport;

/// <summary>
/// The one seam between etcd's typed clients and the network: HTTP/2 today, a raw socket or a transport
/// that balances over members later. Every failure comes out as an <see cref="EtcdException"/>, except the
/// caller's own cancellation.
/// </summary>
internal interface ITransport : IAsyncDisposable
{
    /// <summary>One request, one answer, within <see cref="CallOptions.Timeout"/>.</summary>
    ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class;

    /// <summary>A call with many requests, many answers, or both. Returns before the server has said anything.</summary>
    ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class;
}
