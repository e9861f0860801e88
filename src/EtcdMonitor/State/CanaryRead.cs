using System.Collections.Immutable;

namespace EtcdMonitor.State;

/// <summary>How long one of the monitor's own linearizable reads took.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Member">Member that served it.</param>
/// <param name="Took">How long it took.</param>
internal readonly record struct CanaryRead(DateTimeOffset At, string Member, TimeSpan Took)
{
    /// <summary>Reads that quantiles are computed from: 60 at one read a second, of each member.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public static ImmutableArray<CanaryRead> Slide(ImmutableArray<CanaryRead> before, ImmutableArray<MemberState> members, DateTimeOffset now) =>
    [
        .. before.Where(read => now - read.At < Window),
        .. members.Where(m => m.Serves && m.SampledAt == now && m.ReadTook is not null).Select(m => new CanaryRead(now, m.Name, m.ReadTook!.Value)),
    ];

    /// <summary>Their quantiles, each a time that was measured.</summary>
    public static Latency Quantiles(IEnumerable<CanaryRead> reads) => Quantiles(reads.Select(r => r.Took), "no linearizable read of ours succeeded in the last minute");

    /// <summary>Quantiles of times.</summary>
    public static Latency Quantiles(IEnumerable<TimeSpan> times, string none)
    {
        double[] sorted = [.. times.Select(t => t.TotalMilliseconds).Order()];
        return sorted.Length == 0
            ? Latency.Unknown(none, FigureSource.Canary)
            : new(Nearest(sorted, 0.5), Nearest(sorted, 0.95), Nearest(sorted, 0.99)) { Source = FigureSource.Canary };
    }

    private static double Nearest(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
