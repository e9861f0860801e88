using EtcdMonitor.State;

namespace EtcdMonitor.Rules;

/// <summary>Keeps rules over figures quiet while an election explains them.</summary>
internal static class Election
{
    /// <summary>Figures look back a minute, and pages come every ten seconds.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(70);

    /// <summary>Whether there is no leader, or there was none so short ago that its requests still count in rates and quantiles.</summary>
    public static bool StillWeighs(ClusterState state, DateTimeOffset now) => state.Leadership.Since is not { } since || now - since < Window;

    /// <summary>The same in words; null: it does not weigh.</summary>
    public static string? Weighs(ClusterState state) => !StillWeighs(state, state.At) ? null
        : state.Leadership.Leader is null ? "there is no leader"
        : "figures look back a minute, and this leader is seen for less";

    /// <summary>Since when nothing that is counted is of its time; null: there is no leader.</summary>
    public static DateTimeOffset? OverSince(ClusterState state) => state.Leadership.Since + Window;
}
