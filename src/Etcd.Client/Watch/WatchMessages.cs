using Etcd.Client.Transport;

namespace Etcd.Client;

/// <summary>What is said on a watch stream, and what its answers mean.</summary>
internal static class WatchMessages
{
    /// <summary>The request that begins a watch.</summary>
    /// <param name="range">What to watch.</param>
    /// <param name="options">How.</param>
    /// <param name="from">The first revision to see; default: from now.</param>
    /// <param name="id">The watch's id on its stream; 0: the server chooses.</param>
    public static Proto.WatchRequest Create(KeyRange range, WatchOptions options, Revision from, long id = 0)
    {
        var create = new Proto.WatchCreateRequest
        {
            Key = range.WireKey,
            RangeEnd = range.WireEnd,
            StartRevision = from.Number,
            PrevKv = options.PreviousValues,
            ProgressNotify = options.Progress,
            Fragment = true,
            WatchId = id,
        };
        if (options.Filter != WatchFilter.None)
        {
            create.Filters.Add(options.Filter == WatchFilter.NoPuts
                ? Proto.WatchCreateRequest.Types.FilterType.Noput
                : Proto.WatchCreateRequest.Types.FilterType.Nodelete);
        }
        return new Proto.WatchRequest { CreateRequest = create };
    }

    public static Proto.WatchRequest Cancel(long id) => new() { CancelRequest = new Proto.WatchCancelRequest { WatchId = id } };

    /// <summary>Takes the batches out of <paramref name="events"/>. One answer may hold many revisions, when a watch starts in the past; each is one batch.</summary>
    public static List<WatchBatch> Batches(List<Proto.Event> events)
    {
        List<WatchBatch> batches = [];
        for (var start = 0; start < events.Count;)
        {
            var revision = events[start].Kv.ModRevision;
            var end = start;
            while (end < events.Count && events[end].Kv.ModRevision == revision)
            {
                end++;
            }
            var batch = new WatchEvent[end - start];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = new WatchEvent(events[start + i]);
            }
            batches.Add(new WatchBatch(new Revision(revision), batch));
            start = end;
        }
        events.Clear();
        return batches;
    }

    /// <summary>Why the member cancelled a watch.</summary>
    public static EtcdException Canceled(Proto.WatchResponse response)
    {
        if (response.CompactRevision != 0)
        {
            return new EtcdCompactedException($"The watch starts before revision {response.CompactRevision}, and everything before that is compacted.")
            {
                Code = EtcdErrorCode.Compacted,
                CompactRevision = new Revision(response.CompactRevision),
                Method = EtcdMethods.Watch.Name,
            };
        }
        return ServerErrors.OfCanceledWatch(response.CancelReason);
    }
}
