namespace Etcd.Client.Transport;

/// <summary>Calls on keys within a prefix; all other calls pass unchanged.</summary>
internal sealed class PrefixedTransport(ITransport inner, KeySpace space) : ITransport
{
    public async ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
    {
        var answer = await inner.UnaryAsync(method, In(request), options, cancellationToken).ConfigureAwait(false);
        Out(answer);
        return answer;
    }

    public ValueTask<IStreamCall<TRequest, TResponse>> OpenAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, CallOptions options, CancellationToken cancellationToken)
        where TResponse : class
        => inner.OpenAsync(method, options, cancellationToken);

    public ValueTask DisposeAsync() => default;

    private TRequest In<TRequest>(TRequest request) => request switch
    {
        Proto.RangeRequest range => (TRequest)(object)space.In(range),
        Proto.PutRequest put => (TRequest)(object)space.In(put),
        Proto.DeleteRangeRequest delete => (TRequest)(object)space.In(delete),
        Proto.TxnRequest txn => (TRequest)(object)space.In(txn),
        _ => request,
    };

    private void Out<TResponse>(TResponse answer)
    {
        switch (answer)
        {
            case Proto.RangeResponse range:
                space.Out(range.Kvs);
                break;
            case Proto.PutResponse put:
                space.Out(put.PrevKv);
                break;
            case Proto.DeleteRangeResponse delete:
                space.Out(delete.PrevKvs);
                break;
            case Proto.TxnResponse txn:
                space.Out(txn);
                break;
        }
    }
}
