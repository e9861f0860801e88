using System.Globalization;

namespace Faults.Soak;

/// <summary>
/// Whether a figure stays flat: its growth over the last two thirds of a run, by the median of the slopes between all pairs of samples (Theil–Sen). Unlike a least-squares line it is not moved
/// by the odd sample that hit the collector or a burst.
/// </summary>
/// <param name="Name">The figure.</param>
/// <param name="Median">Of the samples looked at.</param>
/// <param name="Growth">Over the time looked at.</param>
/// <param name="Bar">Growth up to which it counts as flat.</param>
internal sealed record Trend(string Name, double Median, double Growth, double Bar)
{
    /// <summary>Whether it is flat.</summary>
    public bool IsFlat => Growth <= Bar;

    /// <summary>Of the samples at rest in the last two thirds; null: too few to say anything.</summary>
    public static Trend? Of(string name, IReadOnlyList<Sample> samples, Func<Sample, double> figure, Func<double, double> bar)
    {
        if (samples.Count == 0)
        {
            return null;
        }

        TimeSpan from = samples[^1].At / 3;
        (double At, double Value)[] points = [.. samples.Where(s => s.AtRest && s.At >= from).Select(s => (s.At.TotalSeconds, figure(s)))];
        if (points.Length < 3)
        {
            return null;
        }

        double[] slopes = [.. Enumerable.Range(0, points.Length).SelectMany(i => points.Skip(i + 1).Select(later => (later.Value - points[i].Value) / (later.At - points[i].At)))];
        double median = MedianOf([.. points.Select(p => p.Value)]);
        return new(name, median, MedianOf(slopes) * (points[^1].At - points[0].At), bar(median));
    }

    /// <summary>All figures with their bars and the reason for each.</summary>
    public static IReadOnlyList<Trend> Of(IReadOnlyList<Sample> samples)
    {
        const double MiB = 1024 * 1024;
        return
        [
            .. new[]
            {
                // one a fault would be 60 in the 20 minutes that are looked at; connections that are just being made anew are two or three
                Of("handles", samples, s => s.Handles, _ => 6),

                // the pool adds and ends a few by load; one left behind by each fault would be 60 too
                Of("threads", samples, s => s.Threads, _ => 4),

                // a kilobyte left behind by each question (twelve a second) would be 14 MiB in 20 minutes; when the collector runs moves the median by less than a tenth
                Of("anonymous MiB", samples, s => s.AnonymousBytes / MiB, median => median / 10),
                Of("resident MiB", samples, s => s.ResidentBytes / MiB, median => median / 10),
            }.OfType<Trend>(),
        ];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: median {Median:0.#}, growth {Growth:+0.0;-0.0;0.0}, bar {Bar:0.#}");

    private static double MedianOf(double[] values)
    {
        Array.Sort(values);
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }
}
