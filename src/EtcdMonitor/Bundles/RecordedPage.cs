using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Bundles;

/// <summary>The kept figures of a metrics page: those of the allow-list, nothing else of it.</summary>
/// <param name="Endpoint">Endpoint that was asked.</param>
/// <param name="At">When.</param>
/// <param name="Failure">Class of what failed; <c>None</c>: there is a page.</param>
/// <param name="Missing">Why there is no page.</param>
/// <param name="Figures">Figures by name, those that the page has.</param>
/// <param name="Histograms">Cumulative counts of each histogram by upper bound, in the order of the bounds.</param>
internal sealed record RecordedPage(
    string Endpoint, DateTimeOffset At, EtcdFailure Failure, string? Missing, ImmutableSortedDictionary<string, double> Figures, ImmutableSortedDictionary<string, ImmutableArray<RecordedBucket>> Histograms)
{
    public static RecordedPage Of(MetricsReading reading)
    {
        MetricsPage? page = reading.Delta?.Page;
        return new(
            reading.Endpoint,
            reading.At,
            reading.Failure,
            reading.Missing,
            page is null ? ImmutableSortedDictionary<string, double>.Empty : Enum.GetValues<Series>().Where(s => double.IsFinite(page[s])).ToImmutableSortedDictionary(s => s.ToString(), s => page[s], StringComparer.Ordinal),
            page is null ? ImmutableSortedDictionary<string, ImmutableArray<RecordedBucket>>.Empty : Enum.GetValues<HistogramSeries>().Where(h => page[h] is not null).ToImmutableSortedDictionary(h => h.ToString(), h => Buckets(page[h]!), StringComparer.Ordinal));
    }

    /// <summary>The page as it was read; figures that this version does not know are left out. Null: there was none.</summary>
    public MetricsPage? ToPage()
    {
        if (Failure != EtcdFailure.None)
        {
            return null;
        }

        MetricsPage page = new(At);
        foreach ((string name, double value) in Figures)
        {
            if (Enum.TryParse(name, out Series series))
            {
                page.Add(series, value);
            }
        }

        foreach ((string name, ImmutableArray<RecordedBucket> buckets) in Histograms)
        {
            if (Enum.TryParse(name, out HistogramSeries series))
            {
                foreach (RecordedBucket bucket in buckets)
                {
                    page.Add(series, bucket.UpTo ?? double.PositiveInfinity, bucket.Count);
                }
            }
        }

        return page;
    }

    private static ImmutableArray<RecordedBucket> Buckets(Histogram histogram) =>
        [.. histogram.Buckets.Select(b => new RecordedBucket(double.IsPositiveInfinity(b.Key) ? null : b.Key, b.Value))];
}

/// <summary>A bucket of a histogram.</summary>
/// <param name="UpTo">Its upper bound; null: none.</param>
/// <param name="Count">Values up to there.</param>
internal sealed record RecordedBucket(double? UpTo, double Count);
