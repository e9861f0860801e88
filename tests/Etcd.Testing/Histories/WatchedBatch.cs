using Etcd.Client;

namespace Etcd.Testing;

/// <summary>What a watch gave its reader at once.</summary>
/// <param name="Revision">The revision it says that this is.</param>
/// <param name="Changes">The events; none: a sign of progress.</param>
public sealed record WatchedBatch(long Revision, IReadOnlyList<WatchedChange> Changes)
{
    /// <summary>A batch as a watch told it.</summary>
    public static WatchedBatch Of(WatchBatch told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return new(told.Revision.Number, [.. told.Select(WatchedChange.Of)]);
    }
}
