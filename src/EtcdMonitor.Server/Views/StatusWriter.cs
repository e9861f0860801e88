using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>From a snapshot to the view of it.</summary>
internal static class StatusWriter
{
    internal static ClusterStatusView Write(ClusterSnapshot snapshot, DateTimeOffset now, ImmutableArray<ChangeView> changedBefore)
    {
        ClusterState state = snapshot.State;
        Verdict verdict = snapshot.Verdict;
        ClusterStatusView view = Empty(snapshot, now);
        if (state.Round == 0)
        {
            return view;
        }

        return WithFigures(WithLeader(view, state.Leadership), state) with
        {
            Healthy = verdict.Severity <= Severity.Info,
            Verdict = verdict.Severity,
            Fault = verdict.Lead?.Rule,
            Title = verdict.Lead?.Title,
            Since = verdict.Since,
            Rounds = verdict.Rounds,
            Sentence = verdict.Sentence,
            StillWorks = verdict.Lead?.StillWorks,
            NetworkPartition = Partitioned(snapshot),
            LastCheck = state.At,
            Tolerance = ToleranceView.From(verdict),
            Evidence = verdict.Lead is { } lead ? [.. lead.Evidence.Select(e => EvidenceView.From(e, lead.Rounds))] : [],
            NotSeen = [.. (verdict.Lead?.NotSeen ?? []).Select(NotSeenView.From), .. NotSeenView.Of(state.Metrics)],
            ChangedBefore = changedBefore,
            DoNext = verdict.Lead is { } first ? [.. first.DoNext.Select(StepView.From)] : [],
            Findings = [.. verdict.Findings.Select(FindingView.From)],
        };
    }

    /// <summary>What is known before anybody was asked.</summary>
    private static ClusterStatusView Empty(ClusterSnapshot snapshot, DateTimeOffset now) => new()
    {
        Cluster = snapshot.State.Name,
        Labels = snapshot.State.Labels,
        At = now,
        Verdict = Severity.Unknown,
        Sentence = "not asked yet",
        MemberCount = snapshot.State.Members.Length,
        QuorumSize = snapshot.State.Quorum,
        Tolerance = ToleranceView.NotAsked(snapshot.Verdict.Tolerance),
        Members = [.. snapshot.State.Members.Select(m => MemberView.From(m, snapshot, now))],
        NotSeen = snapshot.State.Round == 0 ? [new("verdict", "The cluster", "not asked yet")] : [],
        Alerts = new(
            snapshot.Alerts.Count(a => a.Status == AlertStatus.Firing),
            snapshot.Alerts.Count(a => a.Status == AlertStatus.Pending)),
    };

    private static ClusterStatusView WithLeader(ClusterStatusView view, Leadership leadership) => view with
    {
        Leader = leadership.Leader is null ? null : leadership.Name,
        LeaderId = leadership.Leader?.Number,
        LeaderIdHex = leadership.Leader?.ToString(),
        LeaderSince = leadership.Leader is null ? null : leadership.Since,
        HasLeader = leadership.Leader is not null,
        LeaderChanges = leadership.Changes,
        LastLeaderChange = leadership.LastChange,
        Term = leadership.Term == 0 ? null : leadership.Term,
    };

    private static ClusterStatusView WithFigures(ClusterStatusView view, ClusterState state) => view with
    {
        ClusterId = state.ClusterId?.Number,
        ClusterIdHex = state.ClusterId?.ToString(),
        Revision = state.Revision,
        Alarms = [.. state.Alarms.Select(AlarmView.From)],
        RequestRate = state.Metrics.RequestRate.Value,
        ReadP99Ms = state.Metrics.Read.P99,
        WriteP99Ms = state.Metrics.Write.P99,
        LatencySource = state.Metrics.Source,
        DbSize = state.Metrics.DbSize,
        DbSizeInUse = state.Metrics.DbSizeInUse,
        QuotaBytes = state.Metrics.QuotaBytes,
    };

    /// <summary>A partition is a finding of that kind or an isolated member; from outside an unknown cluster nobody can tell.</summary>
    private static bool? Partitioned(ClusterSnapshot snapshot)
    {
        bool seen = snapshot.State.Members.Any(m => m.Role == MemberRole.Isolated)
            || snapshot.Verdict.Findings.Any(f => f.Rule.Contains("partition", StringComparison.Ordinal) || f.Rule.Contains("isolated", StringComparison.Ordinal));
        return seen ? true : snapshot.Verdict.Severity == Severity.Unknown ? null : false;
    }
}
