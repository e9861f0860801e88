namespace EtcdMonitor.Samples;

/// <summary>
/// What happened between pages of one member. Counters become rates since the page before; rare events, rates over about a minute; histograms, what was
/// counted lately. Pages of a process that has ended say nothing about the one that runs. Null: not to be known.
/// </summary>
internal sealed class MetricsDelta
{
    /// <summary>Values that make a quantile: fewer on a page pair, and the pages before are taken too, so that a busy disk that turns slow shows at once and an idle one shows at all.</summary>
    private const double Enough = 20;

    private readonly MetricsPage[] _before;

    /// <summary>Compares pages.</summary>
    /// <param name="page">The newer page.</param>
    /// <param name="earlier">Pages of about a minute before it, the oldest first.</param>
    public MetricsDelta(MetricsPage page, IReadOnlyCollection<MetricsPage> earlier)
    {
        Page = page;
        _before = [.. earlier.Where(p => SameProcess(p, page))];
        Restarted = _before.Length == 0 && earlier.Count > 0;
    }

    /// <summary>The newer page.</summary>
    public MetricsPage Page { get; }

    /// <summary>Whether there is an earlier page of the same process, so that rates can be told.</summary>
    public bool Comparable => _before.Length > 0;

    /// <summary>Whether all earlier pages are of a process that has ended.</summary>
    public bool Restarted { get; }

    /// <summary>A gauge as the newer page has it.</summary>
    public double? Value(Series series) => double.IsNaN(Page[series]) ? null : Page[series];

    /// <summary>Growth a second since the page before.</summary>
    public double? Rate(Series series) => Comparable ? Rate(series, _before[^1]) : null;

    /// <summary>Growth a second over about a minute: for what happens seldom.</summary>
    public double? RareRate(Series series) => Comparable ? Rate(series, _before[0]) : null;

    /// <summary>Growth over about a minute.</summary>
    public double? Growth(Series series) => Comparable ? Growth(series, _before[0]) : null;

    /// <summary>The first of several histograms that the page has; null: it has none of them.</summary>
    public HistogramSeries? First(params ReadOnlySpan<HistogramSeries> names)
    {
        foreach (HistogramSeries name in names)
        {
            if (Page[name] is not null)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>What a histogram counted since the page before; in about a minute, where that is little.</summary>
    public Histogram? Counted(HistogramSeries series)
    {
        if (!Comparable || Page[series] is not { } now)
        {
            return null;
        }

        int at = _before.Length - 1;
        while (at > 0 && now.Count - (_before[at][series]?.Count ?? 0) < Enough)
        {
            at--;
        }

        // a labelled histogram appears with its first value
        return now.Since(_before[at][series] ?? new());
    }

    /// <summary>
    /// What changed about a peer, since the youngest page that is at least <paramref name="least"/> older; null: the page does not know the peer.
    /// </summary>
    public PeerDelta? Peer(ulong id, TimeSpan least)
    {
        if (!Page.Peers.TryGetValue(id, out PeerFigures? now))
        {
            return null;
        }

        MetricsPage? before = _before.LastOrDefault(p => Page.At - p.At >= least);
        return new(now, before?.Peers.GetValueOrDefault(id), _before.FirstOrDefault()?.Peers.GetValueOrDefault(id), _before.FirstOrDefault()?.At, before?.At, Page.At);
    }

    /// <summary>The start time tells, to the second. Where etcd does not tell it (not on Linux), a counter that went back does.</summary>
    private static bool SameProcess(MetricsPage before, MetricsPage after)
    {
        (double was, double now) = (before[Series.ProcessStart], after[Series.ProcessStart]);
        return double.IsNaN(was) || double.IsNaN(now) ? double.IsNaN(was) && double.IsNaN(now) : Math.Abs(was - now) < 1;
    }

    private double? Growth(Series series, MetricsPage before)
    {
        double growth = Page[series] - before[series];
        return growth >= 0 ? growth : null;
    }

    private double? Rate(Series series, MetricsPage before) =>
        (Page.At - before.At).TotalSeconds is > 0 and var seconds ? Growth(series, before) / seconds : null;
}
