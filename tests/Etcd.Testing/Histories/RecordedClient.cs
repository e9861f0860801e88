using Etcd.Client;

namespace Etcd.Testing;

/// <summary>A client of a <see cref="HistoryRecorder"/>. Its calls do not throw what etcd answers: the operation returned says how it ended.</summary>
public sealed class RecordedClient
{
    private readonly HistoryRecorder _recorder;
    private readonly int _client;
    private readonly KvClient _kv;

    internal RecordedClient(HistoryRecorder recorder, int client, KvClient kv) => (_recorder, _client, _kv) = (recorder, client, kv);

    /// <summary>Reads a key.</summary>
    public Task<KvOperation> GetAsync(string key, CancellationToken cancellationToken = default)
        => _recorder.RunAsync(Request(KvAction.Get, key), async request =>
        {
            // a range, since its answer has the revision of a missing key too
            var answer = await _kv.GetRangeAsync(KeyRange.Single(key), cancellationToken).ConfigureAwait(false);
            return request with { Revision = answer.Revision.Number, Seen = answer.Count == 0 ? null : Seen(answer[0]) };
        });

    /// <summary>Writes a key.</summary>
    public Task<KvOperation> PutAsync(string key, string value, CancellationToken cancellationToken = default)
        => _recorder.RunAsync(Request(KvAction.Put, key) with { Value = value }, async request =>
        {
            var answer = await _kv.PutAsync(key, value, cancellationToken).ConfigureAwait(false);
            return request with { Revision = answer.Revision.Number, Applied = true };
        });

    /// <summary>Deletes a key.</summary>
    public Task<KvOperation> DeleteAsync(string key, CancellationToken cancellationToken = default)
        => _recorder.RunAsync(Request(KvAction.Delete, key), async request =>
        {
            var answer = await _kv.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
            return request with { Revision = answer.Revision.Number, Applied = answer.Deleted > 0 };
        });

    /// <summary>Writes a key that still has a mod revision (0: that is missing), else reads it.</summary>
    public Task<KvOperation> SwapAsync(string key, Revision ifModRevision, string value, CancellationToken cancellationToken = default)
        => SwapAsync(
            Request(KvAction.CompareAndSwap, key) with { Value = value, IfRevision = ifModRevision.Number },
            Compare.ModRevision(key) == ifModRevision,
            cancellationToken);

    /// <summary>Writes a key that still has a value, else reads it.</summary>
    public Task<KvOperation> SwapAsync(string key, string ifValue, string value, CancellationToken cancellationToken = default)
        => SwapAsync(Request(KvAction.CompareAndSwap, key) with { Value = value, IfValue = ifValue }, Compare.Value(key) == ifValue, cancellationToken);

    private static KvSeen Seen(KeyValue found) => new(found.Value.ToString(), found.ModRevision.Number, found.Version);

    private Task<KvOperation> SwapAsync(KvOperation swap, Compare compare, CancellationToken cancellationToken)
        => _recorder.RunAsync(swap, async request =>
        {
            var read = Op.Get(request.Key);
            var answer = await _kv.CommitAsync(new Txn().If(compare).Then(Op.Put(request.Key, request.Value!)).Else(read), cancellationToken).ConfigureAwait(false);
            return request with
            {
                Revision = answer.Revision.Number,
                Applied = answer.Succeeded,
                Seen = !answer.Succeeded && answer.ResultOf(read) is { } found ? Seen(found) : null,
            };
        });

    private KvOperation Request(KvAction action, string key) => new() { Client = _client, Action = action, Key = key, Invoked = 0 };
}
