using System.Runtime.CompilerServices;
using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>Keys, values, transactions, compaction.</summary>
public partial class KvClient
{
    private readonly ITransport _transport;
    private readonly Resolver _resolver;

    internal KvClient(ITransport transport, Resolver resolver) => (_transport, _resolver) = (transport, resolver);

    /// <summary>One key, read linearizably; null when there is no such key.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask<KeyValue?> GetAsync(Key key, CancellationToken cancellationToken = default)
        => GetAsync(key, default(GetOptions), cancellationToken);

    /// <summary>One key; null when there is no such key.</summary>
    /// <exception cref="EtcdCompactedException">The revision asked for is gone.</exception>
    /// <exception cref="EtcdException">The call failed.</exception>
    [OverloadResolutionPriority(1)]
    public async ValueTask<KeyValue?> GetAsync(Key key, GetOptions options, CancellationToken cancellationToken = default)
    {
        var answer = await RangeAsync(KvRequests.Get(key, options), cancellationToken).ConfigureAwait(false);
        return answer.Kvs.Count == 0 ? null : new KeyValue(answer.Kvs[0]);
    }

    /// <summary>The keys of a range, read linearizably.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask<RangeResult> GetRangeAsync(KeyRange range, CancellationToken cancellationToken = default)
        => GetRangeAsync(range, default(RangeOptions), cancellationToken);

    /// <summary>The keys of a range, in one answer; limit it when the range may be large (<see cref="EtcdOptions.MaxMessageBytes"/>).</summary>
    /// <exception cref="EtcdCompactedException">The revision asked for is gone.</exception>
    /// <exception cref="EtcdException">The call failed.</exception>
    [OverloadResolutionPriority(1)]
    public async ValueTask<RangeResult> GetRangeAsync(KeyRange range, RangeOptions options, CancellationToken cancellationToken = default)
    {
        var answer = await RangeAsync(KvRequests.Range(range, options), cancellationToken).ConfigureAwait(false);
        return new RangeResult(answer, ResponseHeader.From(answer.Header));
    }

    /// <summary>How many keys the range has.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    public async ValueTask<long> CountAsync(KeyRange range, CancellationToken cancellationToken = default)
        => (await RangeAsync(KvRequests.Count(range), cancellationToken).ConfigureAwait(false)).Count;

    /// <summary>Writes a key.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may have been written.</exception>
    /// <exception cref="EtcdException">It was not written.</exception>
    public ValueTask<PutResult> PutAsync(Key key, Value value, CancellationToken cancellationToken = default)
        => PutAsync(key, value, default(PutOptions), cancellationToken);

    /// <summary>Writes a key.</summary>
    /// <exception cref="EtcdLeaseNotFoundException">The lease is gone; nothing was written.</exception>
    /// <exception cref="EtcdAmbiguousResultException">It may have been written.</exception>
    /// <exception cref="EtcdException">It was not written.</exception>
    [OverloadResolutionPriority(1)]
    public async ValueTask<PutResult> PutAsync(Key key, Value value, PutOptions options, CancellationToken cancellationToken = default)
    {
        var answer = await _transport.UnaryAsync(EtcdMethods.Put, KvRequests.Put(key, value, options), default, cancellationToken).ConfigureAwait(false);
        return new PutResult(answer, ResponseHeader.From(answer.Header));
    }

    /// <summary>Deletes a key, if it is there.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may be deleted.</exception>
    /// <exception cref="EtcdException">Nothing was deleted.</exception>
    public ValueTask<DeleteResult> DeleteAsync(Key key, CancellationToken cancellationToken = default)
        => DeleteAsync(key, default(DeleteOptions), cancellationToken);

    /// <summary>Deletes a key, if it is there.</summary>
    /// <exception cref="EtcdAmbiguousResultException">It may be deleted.</exception>
    /// <exception cref="EtcdException">Nothing was deleted.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<DeleteResult> DeleteAsync(Key key, DeleteOptions options, CancellationToken cancellationToken = default)
        => DeleteAsync(KvRequests.Delete(key, options), cancellationToken);

    /// <summary>Deletes every key of a range, all at one revision.</summary>
    /// <exception cref="EtcdAmbiguousResultException">They may be deleted: all or none.</exception>
    /// <exception cref="EtcdException">Nothing was deleted.</exception>
    public ValueTask<DeleteResult> DeleteRangeAsync(KeyRange range, CancellationToken cancellationToken = default)
        => DeleteRangeAsync(range, default(DeleteOptions), cancellationToken);

    /// <summary>Deletes every key of a range, all at one revision.</summary>
    /// <exception cref="EtcdAmbiguousResultException">They may be deleted: all or none.</exception>
    /// <exception cref="EtcdException">Nothing was deleted.</exception>
    [OverloadResolutionPriority(1)]
    public ValueTask<DeleteResult> DeleteRangeAsync(KeyRange range, DeleteOptions options, CancellationToken cancellationToken = default)
        => DeleteAsync(KvRequests.DeleteRange(range, options), cancellationToken);

    /// <summary>Drops the history up to <paramref name="upTo"/>: what was overwritten or deleted before it can no longer be read or watched.</summary>
    /// <exception cref="EtcdCompactedException">It is compacted up to there already.</exception>
    /// <exception cref="EtcdException">The call failed.</exception>
    public ValueTask CompactAsync(Revision upTo, CancellationToken cancellationToken = default)
        => CompactAsync(upTo, default(CompactOptions), cancellationToken);

    /// <summary>Drops the history up to <paramref name="upTo"/>: what was overwritten or deleted before it can no longer be read or watched.</summary>
    /// <exception cref="EtcdCompactedException">It is compacted up to there already.</exception>
    /// <exception cref="EtcdException">The call failed.</exception>
    [OverloadResolutionPriority(1)]
    public async ValueTask CompactAsync(Revision upTo, CompactOptions options, CancellationToken cancellationToken = default)
    {
        var request = new Proto.CompactionRequest { Revision = upTo.Number, Physical = options.Physical };
        await _transport.UnaryAsync(EtcdMethods.Compact, request, default, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<Proto.RangeResponse> RangeAsync(Proto.RangeRequest request, CancellationToken cancellationToken)
        => _transport.UnaryAsync(EtcdMethods.Range, request, default, cancellationToken);

    private async ValueTask<DeleteResult> DeleteAsync(Proto.DeleteRangeRequest request, CancellationToken cancellationToken)
    {
        var answer = await _transport.UnaryAsync(EtcdMethods.DeleteRange, request, default, cancellationToken).ConfigureAwait(false);
        return new DeleteResult(answer, ResponseHeader.From(answer.Header));
    }
}
