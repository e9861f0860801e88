using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Tests.Support;

/// <summary>A calm cluster of three whose metrics pages are read, and one member of it as a test wants it.</summary>
internal static class Paged
{
    /// <summary>Long after an election, with pages of a second ago.</summary>
    public static ClusterState Calm { get; } = Played();

    /// <summary>The same with other figures of etcd-0.</summary>
    public static ClusterState With(Func<MemberMetrics, MemberMetrics> change) => WithMember(m => m with { Metrics = change(m.Metrics) });

    /// <summary>The same with another etcd-0.</summary>
    public static ClusterState WithMember(Func<MemberState, MemberState> change) => Calm with { Members = Calm.Members.SetItem(0, change(Calm.Members[0])) };

    /// <summary>The same a minute later, without a new page.</summary>
    public static ClusterState Old(this ClusterState state) => state with { At = state.At.AddMinutes(1) };

    /// <summary>What a rule says.</summary>
    public static Finding? Says(this IRule rule, ClusterState state, Thresholds? thresholds = null) => rule.Evaluate(state, thresholds ?? new(), state.At).SingleOrDefault();

    /// <summary>Why a rule's check sees nothing at etcd-0; null: it does.</summary>
    public static string? Unseen(this IRule rule, ClusterState state, int check = 0) => rule.Checks[check].Unseen(state) ?? rule.Checks[check].UnseenOf?.Invoke(state.Members[0]);

    private static ClusterState Played()
    {
        Rounds rounds = new() { Pages = new() };
        ClusterState state = rounds.Play(3);
        return state with { Leadership = state.Leadership with { Since = state.At.AddMinutes(-20) } };
    }
}
