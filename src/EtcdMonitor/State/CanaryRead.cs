using System.Collections.Immutable;

namespace EtcdMonitor.State;

/// <summary>How long one of the monitor's own linearizable reads took.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Took">How long it took.</param>
internal readonly record struct CanaryRead(DateTimeOffset At, TimeSpan Took)
{
    /// <summary>Reads that quantiles are computed from: 60 or more at one read a second and member.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public static ImmutableArray<CanaryRead> Slide(ImmutableArray<CanaryRead> before, ImmutableArray<MemberState> members, DateTimeOffset now) =>
    [
        .. before.Where(read => now - read.At < Window),
        .. members.Where(m => m.Serves && m.ReadTook is not null).Select(m => new CanaryRead(now, m.ReadTook!.Value)),
    ];
}
