using EtcdMonitor.State;

namespace EtcdMonitor.Rules;

/// <summary>Why something cannot be seen, in words; null: it can. What <see cref="Check.Unseen"/> and <see cref="Check.UnseenOf"/> are made of.</summary>
internal static class Sight
{
    /// <summary>Silence itself is what is looked at.</summary>
    public static string? Always(ClusterState state) => null;

    /// <inheritdoc cref="Always(ClusterState)"/>
    public static string? Always(MemberState member) => null;

    /// <summary>Somebody must have answered.</summary>
    public static string? Answers(ClusterState state) => state.Members.Any(m => m.Reachable) ? null : "no member answers";

    /// <summary>The member must have been asked.</summary>
    public static string? Asked(MemberState member) => member.Asked || member.Role == MemberRole.Unstarted ? null : member.Failure?.Message ?? "it is not asked";

    /// <summary>The member must have answered.</summary>
    public static string? Answer(MemberState member) => Asked(member) ?? (member.Reachable ? null : $"it {Words.Does(member.Failure)}");

    /// <summary>The member must have told its status.</summary>
    public static string? Status(MemberState member) => Answer(member) ?? (member.Denied is null ? null : $"it {Words.Does(member.Denied)}");

    /// <summary>Some member must have told its status.</summary>
    public static string? Status(ClusterState state) => Answers(state) ?? (state.Members.Any(m => Status(m) is null) ? null : "no member tells its status");

    /// <summary>The member's metrics page must have been read.</summary>
    public static string? Page(MemberState member) => Answer(member) ?? member.Metrics.Missing;

    /// <summary>Whether its metrics page says something about now.</summary>
    public static bool IsFresh(MemberState member, DateTimeOffset now) => member.Asked && now < member.Metrics.GoodUntil;

    /// <summary>Some member must give a figure.</summary>
    public static Func<ClusterState, string?> Some(Func<MemberState, Figure> figure) =>
        state => Answers(state) ?? (state.Members.Any(m => figure(m).Value is not null) ? null : state.Members.Select(m => figure(m).Reason).FirstOrDefault(r => r is not null) ?? "no member tells");

    /// <summary>The member's metrics page must give a figure.</summary>
    public static Func<MemberState, string?> Figure(Func<MemberMetrics, Figure> figure) =>
        member => Page(member) ?? (figure(member.Metrics) is { Value: null } unknown ? unknown.Reason : null);
}
