using Google.Protobuf;

namespace Etcd.Client;

/// <summary>Builds the messages of reads and writes, for single calls and for the operations of a transaction alike.</summary>
internal static class KvRequests
{
    public static Proto.RangeRequest Get(Key key, GetOptions options)
        => new() { Key = key.ToByteString(), Revision = options.At.Number, Serializable = options.Serializable };

    public static Proto.RangeRequest Range(KeyRange range, RangeOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Limit);
        return new Proto.RangeRequest
        {
            Key = range.WireKey,
            RangeEnd = range.WireEnd,
            Revision = options.At.Number,
            Serializable = options.Serializable,
            KeysOnly = options.KeysOnly,
            Limit = options.Limit,
            MaxCreateRevision = options.CreatedUpTo.Number,
            SortTarget = TargetOf(options.OrderBy),
            SortOrder = OrderOf(options),
        };
    }

    /// <summary>The cheapest read of a range that makes a member look at the user and say which cluster it belongs to: one key, no value, from its own store.</summary>
    public static Proto.RangeRequest Glance(KeyRange range)
        => new() { Key = range.WireKey, RangeEnd = range.WireEnd, Serializable = true, KeysOnly = true, Limit = 1 };

    /// <summary>A glance at any key: the answer's header is all that matters.</summary>
    public static Proto.RangeRequest AnyGlance { get; } = Glance(KeyRange.Single("\0"));

    /// <summary>One key, if any, that was written from <paramref name="since"/> on; the answer's count is that of the whole range.</summary>
    public static Proto.RangeRequest ChangedSince(KeyRange range, Revision since)
        => new() { Key = range.WireKey, RangeEnd = range.WireEnd, MinModRevision = since.Number, KeysOnly = true, Limit = 1 };

    public static Proto.RangeRequest Count(KeyRange range)
        => new() { Key = range.WireKey, RangeEnd = range.WireEnd, CountOnly = true };

    public static Proto.PutRequest Put(Key key, Value value, PutOptions options)
        => new()
        {
            Key = key.ToByteString(),
            Value = options.KeepValue ? ByteString.Empty : value.ToByteString(), // etcd refuses a value it shall ignore
            Lease = options.KeepLease ? 0 : options.Lease.Number,
            PrevKv = options.ReturnPrevious,
            IgnoreValue = options.KeepValue,
            IgnoreLease = options.KeepLease,
        };

    public static Proto.DeleteRangeRequest Delete(Key key, DeleteOptions options)
        => new() { Key = key.ToByteString(), PrevKv = options.ReturnPrevious };

    public static Proto.DeleteRangeRequest DeleteRange(KeyRange range, DeleteOptions options)
        => new() { Key = range.WireKey, RangeEnd = range.WireEnd, PrevKv = options.ReturnPrevious };

    // etcd's own order is ascending by key: asking for it would make the server sort again.
    private static Proto.RangeRequest.Types.SortOrder OrderOf(RangeOptions options)
        => options.Descending ? Proto.RangeRequest.Types.SortOrder.Descend
            : options.OrderBy == RangeOrder.Key ? Proto.RangeRequest.Types.SortOrder.None
            : Proto.RangeRequest.Types.SortOrder.Ascend;

    private static Proto.RangeRequest.Types.SortTarget TargetOf(RangeOrder order) => order switch
    {
        RangeOrder.Key => Proto.RangeRequest.Types.SortTarget.Key,
        RangeOrder.Value => Proto.RangeRequest.Types.SortTarget.Value,
        RangeOrder.CreateRevision => Proto.RangeRequest.Types.SortTarget.Create,
        RangeOrder.ModRevision => Proto.RangeRequest.Types.SortTarget.Mod,
        RangeOrder.Version => Proto.RangeRequest.Types.SortTarget.Version,
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "There is no such order."),
    };
}
