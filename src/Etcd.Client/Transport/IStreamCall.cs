namespace Etcd.Client.Transport;

/// <summary>An open streaming call. One writer and one reader at a time; disposing resets the stream on the server too.</summary>
internal interface IStreamCall<in TRequest, TResponse> : IAsyncDisposable
    where TResponse : class
{
    /// <summary>Sends one request at once.</summary>
    ValueTask WriteAsync(TRequest request, CancellationToken cancellationToken);

    /// <summary>Says that no further request follows.</summary>
    void CompleteWrites();

    /// <summary>The next answer; null when the server ended the call without an error. A read that is cancelled or runs out of time ends the call.</summary>
    ValueTask<TResponse?> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken);
}
