namespace Etcd.Client.Transport;

/// <summary>A stream at one member, which tells the endpoint set how that member behaves. It does not resume.</summary>
internal sealed class FailoverStream<TRequest, TResponse>(
    IStreamCall<TRequest, TResponse> inner, Endpoint endpoint, EndpointSet endpoints, ClusterIdentity identity, string method)
    : IStreamCall<TRequest, TResponse>
    where TResponse : class
{
    public async ValueTask WriteAsync(TRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await inner.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (EtcdException e) when (Blames(e))
        {
            throw;
        }
    }

    public void CompleteWrites() => inner.CompleteWrites();

    public async ValueTask<TResponse?> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await inner.ReadAsync(timeout, cancellationToken).ConfigureAwait(false);
            identity.Check(answer, endpoint, method);
            endpoints.Answered(endpoint);
            return answer;
        }
        catch (EtcdException e) when (Blames(e))
        {
            throw;
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    // in the filter, so that what is thrown keeps its stack
    private bool Blames(EtcdException failure)
    {
        if (RetryTable.BlamesMember(failure))
        {
            endpoints.Failed(endpoint, failure);
        }
        return false;
    }
}
