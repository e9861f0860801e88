using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Bundles;

/// <summary>The kept figures of a metrics page: those of the allow-list, nothing else of it.</summary>
/// <param name="Endpoint">Endpoint that was asked.</param>
/// <param name="At">When.</param>
/// <param name="Failure">Class of what failed; <c>None</c>: there is a page.</param>
/// <param name="Missing">Why there is no page.</param>
/// <param name="GoodFor">How long it says something about now.</param>
internal sealed record RecordedPage(string Endpoint, DateTimeOffset At, EtcdFailure Failure, string? Missing, TimeSpan GoodFor)
{
    /// <summary>Figures by name, those that the page has.</summary>
    public ImmutableSortedDictionary<string, double>? Figures { get; init; }

    /// <summary>Histograms by name.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<RecordedBucket>>? Histograms { get; init; }

    /// <summary>Figures about each peer, by member id.</summary>
    public ImmutableSortedDictionary<string, RecordedPeer>? Peers { get; init; }

    public static RecordedPage Of(MetricsReading reading)
    {
        RecordedPage recorded = new(reading.Endpoint, reading.At, reading.Failure, reading.Missing, reading.GoodFor);
        return reading.Delta?.Page is not { } page ? recorded : recorded with
        {
            Figures = Enum.GetValues<Series>().Where(s => double.IsFinite(page[s])).ToImmutableSortedDictionary(s => s.ToString(), s => page[s], StringComparer.Ordinal),
            Histograms = Enum.GetValues<HistogramSeries>().Where(h => page[h] is not null).ToImmutableSortedDictionary(h => h.ToString(), h => RecordedBucket.Of(page[h]!), StringComparer.Ordinal),
            Peers = page.Peers.ToImmutableSortedDictionary(p => Hex.Of(p.Key), p => RecordedPeer.Of(p.Value), StringComparer.Ordinal),
        };
    }

    /// <summary>The page as it was read; figures that this version does not know are left out. Null: there was none.</summary>
    public MetricsPage? ToPage()
    {
        if (Failure != EtcdFailure.None)
        {
            return null;
        }

        MetricsPage page = new(At);
        foreach ((string name, double value) in Figures ?? ImmutableSortedDictionary<string, double>.Empty)
        {
            if (Enum.TryParse(name, out Series series))
            {
                page.Set(series, value);
            }
        }

        foreach ((string name, ImmutableArray<RecordedBucket> buckets) in Histograms ?? ImmutableSortedDictionary<string, ImmutableArray<RecordedBucket>>.Empty)
        {
            if (Enum.TryParse(name, out HistogramSeries series))
            {
                RecordedBucket.Fill(buckets, (bound, count) => page.Add(series, bound, count));
            }
        }

        foreach ((string id, RecordedPeer peer) in Peers ?? ImmutableSortedDictionary<string, RecordedPeer>.Empty)
        {
            peer.Fill(page.Peer(Hex.Read(id)));
        }

        return page;
    }
}
