using System.Collections.Immutable;

namespace EtcdMonitor.State;

/// <summary>When the history of the store was compacted, as far as it was seen. Somebody does it regularly or nobody does: etcd itself, or Kubernetes every five minutes.</summary>
public sealed record Compactions
{
    /// <summary>As many make three times between them, enough to call them regular.</summary>
    private const int Kept = 4;

    /// <summary>Revision below which history is compacted; -1: none was ever. Null: no page tells.</summary>
    public double? Revision { get; init; }

    /// <summary>When the last ones were seen, oldest first.</summary>
    public ImmutableArray<DateTimeOffset> Times { get; init; } = [];

    /// <summary>Revision of the store at the last one, or when it was first looked at.</summary>
    public long? StoreRevision { get; init; }

    /// <summary>Whether the store was written to before the last one. Where it was not, the next one may come much later without anything being wrong.</summary>
    public bool Steady { get; init; }

    /// <summary>Since when there is something new to compact; null: nothing was written since the last one.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Time between them; null: too few were seen, or they come irregularly.</summary>
    public TimeSpan? Interval
    {
        get
        {
            if (Times.Length < Kept)
            {
                return null;
            }

            TimeSpan[] between = [.. Times.Zip(Times.Skip(1), (one, next) => next - one)];
            return between.Max() <= 2 * between.Min() ? between.Max() : null;
        }
    }

    /// <summary>After a round.</summary>
    /// <param name="revision">Highest compacted revision that a page of late tells; null: none does.</param>
    /// <param name="store">Highest revision of the store.</param>
    /// <param name="now">End of the round.</param>
    internal Compactions Next(double? revision, long? store, DateTimeOffset now) => revision is null || store is null
        ? this
        : Revision is null || store < StoreRevision ? new() { Revision = revision, StoreRevision = store }
        : revision > Revision ? new()
        {
            Revision = revision,
            Times = [.. Times.Skip(Times.Length - Kept + 1), now],
            StoreRevision = store,
            Steady = store > StoreRevision,
        }
        : WaitingSince is null && store > StoreRevision ? this with { WaitingSince = now }
        : this;
}
