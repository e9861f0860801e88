using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Events;

/// <summary>What happened between two rounds, as sentences. Pure.</summary>
internal static class EventDiff
{
    public static IEnumerable<MonitorEvent> Between(ClusterSnapshot before, ClusterSnapshot after, AlertStep step)
    {
        ClusterState then = before.State, now = after.State;
        IEnumerable<MonitorEvent> events =
        [
            .. Leader(then, now),
            .. now.Members.SelectMany(member => MemberEvents(then, member, now)),
            .. now.Alarms.Except(then.Alarms).Select(a => New(now, "alarm", Severity.Critical, a.Name, a.Name is null ? $"etcd raises {a.Type}" : $"{a.Name} raises {a.Type}")),
            .. then.Alarms.Except(now.Alarms).Select(a => New(now, "alarm", Severity.Healthy, a.Name, a.Name is null ? $"{a.Type} is disarmed" : $"{a.Type} of {a.Name} is disarmed")),
            .. VerdictEvent(before, after),
            .. step.Notices.Where(n => n.Repeat == 0).DistinctBy(n => (n.Kind, n.Alert.Id, n.Alert.Generation)).Select(n => New(now, "alert", n.Kind == NoticeKind.Firing ? n.Alert.Finding.Severity : Severity.Healthy, n.Alert.Finding.Member,
                n.Kind == NoticeKind.Firing ? $"Alert{(n.Escalated ? " is escalated" : "")}: {n.Alert.Finding.Title}" : $"Alert is over: {n.Alert.Finding.Title}")),
        ];
        return events;
    }

    private static IEnumerable<MonitorEvent> Leader(ClusterState before, ClusterState now)
    {
        Leadership then = before.Leadership, leadership = now.Leadership;
        if (leadership.Leader is not null && leadership.Leader != then.Leader)
        {
            string former = then.LastLeader is null || then.LastLeader == leadership.Leader ? "" : $", {NameOf(before, then)} led before";
            yield return New(now, "leader", Severity.Info, leadership.Name, $"{leadership.Name} leads in term {leadership.Term}{former}");
        }
        else if (then.Leader is not null && leadership.Leader is null && now.ReachableVoters.Any(m => m.Term is not null && m.Denied is null)) // who sees nobody cannot say that nobody leads
        {
            yield return New(now, "leader", Severity.Warning, then.Name, $"{then.Name} leads no more, nobody leads");
        }
    }

    private static IEnumerable<MonitorEvent> MemberEvents(ClusterState before, MemberState now, ClusterState state)
    {
        MemberState? then = before.Members.FirstOrDefault(m => m.Id is null ? m.Endpoint == now.Endpoint : m.Id == now.Id);
        if (then is null && !before.Listed.IsEmpty && now.IsListed)
        {
            // the first list a monitor sees is no news
            yield return New(state, "member", Severity.Info, now.Name, $"{now.Name} is a member now");
            yield break;
        }

        if (now is { Reachable: false, Asked: true } && now.Failure?.Kind != then?.Failure?.Kind)
        {
            yield return New(state, "member", Severity.Warning, now.Name, $"{now.Name} {Words.Does(now.Failure)}");
        }
        else if (then is null)
        {
            yield break;
        }
        else if (then is { Reachable: false, Asked: true, Failure: not null } && now.Reachable)
        {
            yield return New(state, "member", Severity.Healthy, now.Name, $"{now.Name} answers again");
        }
        else if (then.Version is not null && now.Version is not null && then.Version != now.Version)
        {
            yield return New(state, "member", Severity.Info, now.Name, $"{now.Name} runs {now.Version}, it was {then.Version}");
        }
    }

    private static IEnumerable<MonitorEvent> VerdictEvent(ClusterSnapshot before, ClusterSnapshot after)
    {
        Verdict then = before.Verdict, now = after.Verdict;
        if (then.Severity != now.Severity || then.Lead?.Rule != now.Lead?.Rule)
        {
            string title = now.Lead is { } lead ? $"{lead.Title}: {lead.Sentence}" : now.Sentence;
            yield return New(after.State, "verdict", now.Severity, now.Lead?.Member, title);
        }
    }

    private static string NameOf(ClusterState state, Leadership leadership) =>
        leadership.Name ?? state.Members.FirstOrDefault(m => m.Id == leadership.LastLeader)?.Name ?? leadership.LastLeader.ToString()!;

    private static MonitorEvent New(ClusterState state, string kind, Severity severity, string? member, string text) =>
        new(0, state.At, state.Name, kind, severity, member, text);
}
