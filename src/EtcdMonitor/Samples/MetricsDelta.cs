namespace EtcdMonitor.Samples;

/// <summary>
/// What happened between pages of one member: rates since the page before, histograms over about a minute, since an idle
/// member syncs its disk and asks its peers only a few times in ten seconds. Null: not to be known, as after a restart.
/// </summary>
internal sealed class MetricsDelta(MetricsPage page, IReadOnlyCollection<MetricsPage> earlier)
{
    private readonly MetricsPage? _before = earlier.LastOrDefault(p => SameProcess(p, page));
    private readonly MetricsPage? _minuteBefore = earlier.FirstOrDefault(p => SameProcess(p, page));

    /// <summary>The newer page.</summary>
    public MetricsPage Page => page;

    /// <summary>Growth of a counter a second.</summary>
    public double? Rate(Series series)
    {
        if (_before is null || (page.At - _before.At).TotalSeconds is not (> 0 and var seconds))
        {
            return null;
        }

        double growth = page[series] - _before[series];
        return growth >= 0 ? growth / seconds : null;
    }

    /// <summary>A gauge as the newer page has it.</summary>
    public double? Value(Series series) => double.IsNaN(page[series]) ? null : page[series];

    /// <summary>What a histogram counted in about a minute.</summary>
    public Histogram? Counted(HistogramSeries series) =>
        page[series] is { } now && _minuteBefore?[series] is { } then ? now.Since(then) : null;

    /// <summary>A quantile of what was counted, seconds turned to milliseconds.</summary>
    public double? QuantileMs(HistogramSeries series, double share) => Counted(series)?.Quantile(share) * 1000;

    /// <summary>
    /// What changed about a peer, since the youngest page that is at least <paramref name="least"/> older; null: the page does not know the peer.
    /// </summary>
    public PeerDelta? Peer(ulong id, TimeSpan least)
    {
        if (!page.Peers.TryGetValue(id, out PeerFigures? now))
        {
            return null;
        }

        MetricsPage? before = earlier.LastOrDefault(p => SameProcess(p, page) && page.At - p.At >= least);
        return new(now, before?.Peers.GetValueOrDefault(id), _minuteBefore?.Peers.GetValueOrDefault(id), before?.At, page.At);
    }

    /// <summary>A process that started again counts from 0; its start time tells, to the second.</summary>
    private static bool SameProcess(MetricsPage before, MetricsPage after) =>
        Math.Abs(before[Series.ProcessStart] - after[Series.ProcessStart]) < 1;
}
