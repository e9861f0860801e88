using System.Collections.Immutable;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Bundles;

/// <summary>A bucket of a histogram.</summary>
/// <param name="UpTo">Its upper bound; null: none.</param>
/// <param name="Count">Values up to there.</param>
internal sealed record RecordedBucket(double? UpTo, double Count)
{
    public static ImmutableArray<RecordedBucket> Of(Histogram histogram) =>
        [.. histogram.Buckets.Select(b => new RecordedBucket(double.IsPositiveInfinity(b.Bound) ? null : b.Bound, b.Count))];

    public static void Fill(ImmutableArray<RecordedBucket> buckets, Action<double, double> add)
    {
        foreach (RecordedBucket bucket in buckets)
        {
            add(bucket.UpTo ?? double.PositiveInfinity, bucket.Count);
        }
    }
}
