namespace Etcd.Client.Transport;

/// <summary>What is the same for every stream that is to go on until we end it.</summary>
internal static class StreamCalls
{
    /// <summary>The next answer.</summary>
    /// <exception cref="EtcdUnavailableException">The member ended the stream, without an error of its own.</exception>
    public static async ValueTask<TResponse> ReadNextAsync<TRequest, TResponse>(
        this IStreamCall<TRequest, TResponse> call, Method<TRequest, TResponse> method, TimeSpan timeout, CancellationToken cancellationToken)
        where TResponse : class
        => await call.ReadAsync(timeout, cancellationToken).ConfigureAwait(false)
            ?? throw new EtcdUnavailableException($"{method.Name}: the member ended the stream.") { Code = EtcdErrorCode.Unavailable, Failure = EtcdFailure.ConnectionLost, Method = method.Name };
}
