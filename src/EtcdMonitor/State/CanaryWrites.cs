using System.Collections.Immutable;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>The monitor's own writes that quantiles are computed from.</summary>
internal static class CanaryWrites
{
    /// <summary>Ten minutes of them at the least interval.</summary>
    private const int Kept = 20;

    public static ImmutableArray<CanaryWrite> Slide(ImmutableArray<CanaryWrite> before, CanaryWrite? write) =>
        write is null ? before : [.. before.Skip(Math.Max(0, before.Length - Kept + 1)), write];

    /// <summary>Quantiles of those that succeeded, each a time that was measured.</summary>
    /// <param name="writes">The writes.</param>
    /// <param name="otherwise">Why nothing else tells the latency of writes.</param>
    public static Latency Quantiles(IReadOnlyList<CanaryWrite> writes, string otherwise)
    {
        TimeSpan[] took = [.. writes.Select(w => w.Took).OfType<TimeSpan>()];
        return took.Length > 0 ? CanaryRead.Quantiles(took, "")
            : writes.Count > 0 ? Latency.Unknown($"the monitor's own write failed: {writes[^1].Failure?.Message}", FigureSource.Canary)
            : Latency.Unknown(otherwise);
    }
}
