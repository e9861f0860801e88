namespace EtcdMonitor.Samples;

/// <summary>The kept figures of one member's metrics page. A figure that the page lacks is NaN, never 0, but for labelled ones: those are absent until they count something.</summary>
internal sealed class MetricsPage(DateTimeOffset at)
{
    private static readonly double[] Blank = [.. Enum.GetValues<Series>().Select(series => Catalog.ZeroWhenAbsent.Contains(series) ? 0 : double.NaN)];
    private static readonly int HistogramCount = Enum.GetValues<HistogramSeries>().Length;

    private readonly double[] _values = [.. Blank];
    private readonly Histogram?[] _histograms = new Histogram?[HistogramCount];
    private readonly Dictionary<ulong, PeerFigures> _peers = [];

    /// <summary>When it was read.</summary>
    public DateTimeOffset At => at;

    /// <summary>A figure, summed over its labels.</summary>
    public double this[Series series] => _values[(int)series];

    /// <summary>A histogram, summed over its labels; null: the page lacks it.</summary>
    public Histogram? this[HistogramSeries series] => _histograms[(int)series];

    /// <summary>Figures about each peer, by member id.</summary>
    public IReadOnlyDictionary<ulong, PeerFigures> Peers => _peers;

    /// <summary>Figures about a peer, to be filled.</summary>
    public PeerFigures Peer(ulong id) => _peers.TryGetValue(id, out PeerFigures? peer) ? peer : _peers[id] = new();

    /// <summary>Takes the only line of a figure.</summary>
    public void Set(Series series, double value) => _values[(int)series] = value;

    /// <summary>Adds a line of a figure.</summary>
    public void Add(Series series, double value)
    {
        ref double slot = ref _values[(int)series];
        slot = double.IsNaN(slot) ? value : slot + value;
    }

    /// <summary>The page has the figure, if only as 0.</summary>
    public void Touch(Series series)
    {
        ref double slot = ref _values[(int)series];
        slot = double.IsNaN(slot) ? 0 : slot;
    }

    /// <summary>Adds a bucket of a histogram.</summary>
    public void Add(HistogramSeries series, double bound, double count)
    {
        if (!double.IsNaN(bound))
        {
            (_histograms[(int)series] ??= new Histogram()).Add(bound, count);
        }
    }
}
