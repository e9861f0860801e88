using System.Globalization;
using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>Figures of one page and those before it, each with the reason where it cannot be told.</summary>
/// <param name="delta">The page; null: there is none.</param>
/// <param name="missing">Why there is none.</param>
internal readonly struct PageFigures(MetricsDelta? delta, string? missing)
{
    /// <summary>Histograms hold seconds.</summary>
    private const double Ms = 1000;

    public Figure Gauge(Series series) => delta?.Value(series) is { } value ? Figure.Of(value) : Figure.Unknown(Lacks(series));

    public Figure Rate(Series series) => Compared(series, delta?.Rate(series));

    /// <summary>Over about a minute: for what happens seldom.</summary>
    public Figure RareRate(Series series) => Compared(series, delta?.RareRate(series));

    /// <summary>Over about a minute, in all.</summary>
    public Figure Growth(Series series) => Compared(series, delta?.Growth(series));

    /// <summary>What is left of one after the other, never below 0: the two are not read at the same instant.</summary>
    public Figure Difference(Series one, Series other) => Of(Gauge(one), Gauge(other), (a, b) => Math.Max(0, a - b));

    public Figure Ratio(Series part, Series whole) => Of(Gauge(part), Gauge(whole), (a, b) => a / b);

    /// <summary>Several gauges in one.</summary>
    public Figure Sum(params ReadOnlySpan<Series> all)
    {
        Figure sum = Figure.Of(0);
        foreach (Series series in all)
        {
            sum = Of(sum, Gauge(series), (a, b) => a + b);
        }

        return sum;
    }

    /// <summary>Quantiles of a duration.</summary>
    /// <param name="series">The histogram, under the names that different versions have for it: the first that is there counts.</param>
    /// <param name="absent">Why a page may lack it.</param>
    /// <param name="idle">What did not happen when nothing was counted.</param>
    public Latency Quantiles(ReadOnlySpan<HistogramSeries> series, string absent, string idle) =>
        delta?.First(series) is not { } name ? Latency.Unknown(missing ?? absent)
        : delta.Counted(name) is { } counted ? Quantiles(counted, idle)
        : Latency.Unknown(NotYet());

    /// <summary>Quantiles of what was counted.</summary>
    public static Latency Quantiles(Histogram counted, string idle) => counted.Count <= 0
        ? Latency.Unknown(idle)
        : new(counted.Quantile(0.5) * Ms, counted.Quantile(0.95) * Ms, counted.Quantile(0.99) * Ms) { HighestBoundMs = counted.HighestBound * Ms };

    private static Figure Of(Figure one, Figure other, Func<double, double, double> number) => (one.Value, other.Value) switch
    {
        (null, _) => one,
        (_, null) => other,
        ({ } a, { } b) => double.IsFinite(number(a, b)) ? Figure.Of(number(a, b)) : Figure.Unknown("its limit is 0"),
    };

    private static string Name(Series series) => Catalog.NamesOf(series).Last();

    private Figure Compared(Series series, double? value) => value is { } known
        ? Figure.Of(known)
        : Figure.Unknown(delta?.Value(series) is null ? Lacks(series) : delta.Comparable ? $"{Name(series)} went back" : NotYet());

    private string Lacks(Series series) => missing ?? $"its metrics page has no {Name(series)}";

    /// <summary>Why nothing can be compared with this page.</summary>
    private string NotYet() => delta is { Restarted: true } && delta.Value(Series.ProcessStart) is { } start
        ? string.Create(CultureInfo.InvariantCulture, $"etcd started again at {DateTimeOffset.FromUnixTimeSeconds((long)start):HH:mm:ss} UTC: one more metrics page is needed")
        : "one more metrics page is needed";
}
