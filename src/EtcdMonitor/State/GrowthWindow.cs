using System.Collections.Immutable;

namespace EtcdMonitor.State;

/// <summary>Sizes of a database over the last hours, one a minute, and the line through them. A size that fell was a defragmentation: what was before says nothing about what comes.</summary>
internal sealed record GrowthWindow
{
    /// <summary>As long as etcd's own monitoring mixin looks back for its forecast.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromHours(4);

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Below this a compaction or a burst would look like a trend.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(10);

    public static GrowthWindow Empty { get; } = new();

    private ImmutableArray<(DateTimeOffset At, double Size)> Points { get; init; } = [];

    /// <summary>Slope of the regression line.</summary>
    public Figure BytesPerS { get; private init; } = NotYet(TimeSpan.Zero);

    /// <summary>How many times the file was seen larger than before.</summary>
    public int Steps => Points.Zip(Points.Skip(1)).Count(pair => pair.Second.Size > pair.First.Size);

    public GrowthWindow Add(DateTimeOffset at, double size)
    {
        if (Points.Length > 0 && size < Points[^1].Size)
        {
            return Of([(at, size)]);
        }

        return Points.Length > 0 && at - Points[^1].At < Every ? this : Of([.. Points.Where(p => at - p.At <= Length), (at, size)]);
    }

    private static GrowthWindow Of(ImmutableArray<(DateTimeOffset At, double Size)> points)
    {
        TimeSpan span = points[^1].At - points[0].At;
        return new() { Points = points, BytesPerS = span < Least ? NotYet(span) : Figure.Of(Slope(points), FigureSource.Status) };
    }

    private static double Slope(ImmutableArray<(DateTimeOffset At, double Size)> points)
    {
        double meanSize = points.Average(p => p.Size), meanTime = points.Average(p => Seconds(p.At)), up = 0, down = 0;
        foreach ((DateTimeOffset at, double size) in points)
        {
            double time = Seconds(at) - meanTime;
            up += time * (size - meanSize);
            down += time * time;
        }

        return up / down;

        double Seconds(DateTimeOffset at) => (at - points[0].At).TotalSeconds;
    }

    private static Figure NotYet(TimeSpan watched) =>
        Figure.Unknown($"a growth rate takes {Least.TotalMinutes:0} minutes without a defragmentation, {watched.TotalMinutes:0} have passed", FigureSource.Status);
}
