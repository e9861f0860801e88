using System.Collections.Immutable;

namespace EtcdMonitor.State;

/// <summary>
/// What a member's counters did within the last fifteen minutes: a point a minute and the newest, so that it takes little room. A process that
/// starts anew counts from 0; the points before it are counted back from there, and nothing that happened is lost or counted twice.
/// </summary>
public sealed record QuarterHour
{
    /// <summary>How far it looks back.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Start of the process that was seen last; null: no page told one.</summary>
    public DateTimeOffset? ProcessStart { get; init; }

    /// <summary>When pages told a process that started anew, oldest first.</summary>
    public ImmutableArray<DateTimeOffset> Restarts { get; init; } = [];

    /// <summary>Points at least a minute apart, oldest first: sixteen at most.</summary>
    public ImmutableArray<CounterPoint> Points { get; init; } = [];

    /// <summary>The newest point; null: there is none.</summary>
    public CounterPoint? Newest { get; init; }

    /// <summary>By how much a counter grew since a point in time, no further back than it looks; what the value leaves out is its reason.</summary>
    internal Figure Increase(Func<CounterPoint, double?> counter, DateTimeOffset since)
    {
        CounterPoint? first = Points.FirstOrDefault(point => point.At >= since);
        if (first is null || Newest is null || first.At >= Newest.At)
        {
            return Figure.Unknown("one more metrics page is needed");
        }

        TimeSpan watched = Newest.At - first.At;
        return counter(Newest) - counter(first) is not { } grown ? Figure.Unknown("its metrics page lacks the counter")
            : Figure.Of(grown) with { Reason = watched < Length - Every ? $"of the last {watched.TotalMinutes:0} minutes only" : null };
    }

    internal QuarterHour Add(CounterPoint point, DateTimeOffset? start)
    {
        bool restarted = start is not null && ProcessStart is not null
            ? (start - ProcessStart).Value.Duration() >= TimeSpan.FromSeconds(1) // etcd tells it to the second
            : Newest is not null && point.IsBehind(Newest);
        ImmutableArray<CounterPoint> kept = [.. Points.Where(p => point.At - p.At <= Length).Select(p => restarted ? p.From(Newest!) : p)];
        return new()
        {
            ProcessStart = start ?? ProcessStart,
            Restarts = [.. Restarts.Where(at => point.At - at < Length), .. restarted ? [point.At] : Array.Empty<DateTimeOffset>()],
            Points = kept.Length == 0 || point.At - kept[^1].At >= Every ? kept.Add(point) : kept,
            Newest = point,
        };
    }
}
