using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>Folds a member's answers into its state.</summary>
internal static class MemberFold
{
    private static readonly ProbeFailure NotAsked = new(EtcdFailure.Other, "it is not asked: no endpoint of the configuration is it, and its own client URL is of no use from here");

    private static readonly ProbeFailure Awaited = new(EtcdFailure.Timeout, "its first answer is awaited");

    public static MemberState Fold(MemberState? before, Roster.Entry entry, ProbeRound round)
    {
        if (entry.IsLate && before is not null)
        {
            return before with { Id = entry.Id, Name = entry.Name, IsListed = entry.Listed is not null };
        }

        MemberAnswers? answers = entry.Answers;
        DateTimeOffset now = round.EndedAt;
        bool known = entry.Listed?.IsLearner ?? before?.IsLearner ?? false;
        bool reachable = answers is not null && Answered(answers, known);
        bool serves = reachable && answers!.Read is { } read && (read.Ok || read.Failure!.Kind == EtcdFailure.PermissionDenied);
        bool learner = answers?.Status.Value?.IsLearner ?? known;
        bool same = before is not null && before.Asked == answers is not null && before.Reachable == reachable && before.Serves == serves;

        MemberState member = (before ?? new() { Endpoint = entry.Endpoint, Name = entry.Name }) with
        {
            Endpoint = entry.Endpoint,
            Id = entry.Id,
            Name = entry.Name,
            IsLearner = learner,
            IsListed = entry.Listed is not null,
            Asked = answers is not null,
            Reachable = reachable,
            Serves = serves,
            Capabilities = Told(before?.Capabilities ?? new(), answers, round.Cluster),
            Samples = (before?.Samples ?? 0) + (answers is null ? 0 : 1),
            SampledAt = answers is null ? before?.SampledAt : now,
            Failure = reachable ? null : answers?.Status.Failure ?? (entry.IsLate ? Awaited : NotAsked),
            Denied = reachable ? answers!.Status.Failure : null,
            ReadFailure = serves ? null : answers?.Read?.Failure,
            NewConnectionFailure = !reachable ? null : answers!.Fresh is { } fresh ? fresh.Failure : before?.NewConnectionFailure,
            FailingRounds = reachable || answers is null ? 0 : (before?.FailingRounds ?? 0) + 1,
            FailingSince = reachable || answers is null ? null : before?.FailingSince ?? round.StartedAt,
            Since = same ? before!.Since : now,
            Interruptions = Interrupted(before, serves, answers is not null, now),
            AnsweredAt = reachable ? now : before?.AnsweredAt,
            AnsweringSince = reachable ? before?.AnsweringSince ?? now : null,
            ClusterId = answers?.Header?.Cluster ?? before?.ClusterId,
            StatusTook = reachable ? answers!.Status.Took : null,
            ReadTook = serves ? answers!.Read!.Took : null,
            LocalReadTook = answers?.LocalRead is { Ok: true } local ? local.Took : null,
            Metrics = MetricsFold.Member(before?.Metrics ?? new(), round.Pages.FirstOrDefault(p => string.Equals(p.Endpoint, entry.Endpoint, StringComparison.Ordinal))),
        };
        member = member with { Disk = DiskFold.Fold(member.Disk, round.Disks.FirstOrDefault(d => string.Equals(d.Endpoint, entry.Endpoint, StringComparison.Ordinal))) };
        member = member with { Database = DatabaseFold.Fold(member.Database, answers?.Status.Value, member.Metrics, now) };
        member = SlowFold.Fold(member, round.Slow);
        return answers?.Status.Value is { } status ? Report(member, status, now) : member with { NamedLeader = null, Settled = false };
    }

    /// <summary>What can be said only when all members are known: role, lag, isolation and a lead that is over.</summary>
    public static MemberState Place(MemberState member, ImmutableArray<MemberState> all, Leadership leadership, DateTimeOffset now)
    {
        bool isolated = member is { Reachable: true, NamedLeader: null, IsLearner: false, Serves: false, Denied: null } && leadership.Leader is not null;
        bool stale = member.NamedLeader is { } self && self == member.Id && all.Any(m => m.Term > member.Term && m.NamedLeader is { } other && other != self && m.IsListed == member.IsListed);
        ulong? leaderIndex = all.FirstOrDefault(m => m.Reachable && m.Id is not null && m.Id == leadership.Leader)?.RaftIndex;
        return member with
        {
            Behind = member.Reachable && leaderIndex is { } index && member.RaftIndex is { } own ? Math.Max(0, (long)(index - own)) : null,
            Role = Role(member, leadership, isolated),
            StaleLeaderSince = stale ? member.StaleLeaderSince ?? now : null,
        };
    }

    private static ImmutableArray<DateTimeOffset> Interrupted(MemberState? before, bool serves, bool asked, DateTimeOffset now)
    {
        ImmutableArray<DateTimeOffset> lately = [.. (before?.Interruptions ?? []).Where(at => now - at < MemberState.InterruptionsOf)];
        return before is { Serves: true } && asked && !serves ? lately.Add(now) : lately;
    }

    private static MemberState Report(MemberState member, MemberStatus status, DateTimeOffset now) => member with
    {
        Settled = member.AppliedIndex == status.RaftAppliedIndex && member.Revision == status.Header.Revision.Number,
        NamedLeader = status.Leader.Number == 0 ? null : status.Leader,
        Term = status.RaftTerm,
        RaftIndex = status.RaftIndex,
        IndexMovedAt = member.RaftIndex == status.RaftIndex ? member.IndexMovedAt ?? now : now,
        AppliedIndex = status.RaftAppliedIndex,
        Revision = status.Header.Revision.Number,
        DbSize = status.DbSize,
        DbSizeInUse = status.DbSizeInUse,
        Version = status.Version,
    };

    private static MemberRole Role(MemberState member, Leadership leadership, bool isolated) => member switch
    {
        { Endpoint.Length: 0 } => MemberRole.Unstarted,
        { Reachable: false } => MemberRole.Unknown,
        { IsLearner: true } => MemberRole.Learner,
        _ when isolated => MemberRole.Isolated,
        _ when member.Id is not null && member.Id == leadership.Leader => MemberRole.Leader,
        { NamedLeader: not null } => MemberRole.Follower,
        { Serves: true } => MemberRole.Unknown,
        _ => MemberRole.Leaderless,
    };

    private static Capabilities Told(Capabilities before, MemberAnswers? answers, ClusterAnswers? cluster)
    {
        if (answers is null)
        {
            return before;
        }

        bool serves = answers.Read?.Failure?.Kind == EtcdFailure.PermissionDenied;
        return before
            .With(Capability.Status, answers.Status)
            .With(Capability.LocalRead, serves ? null : answers.LocalRead)
            .With(Capability.Read, serves ? answers.Read! with { Failure = null } : answers.Read)
            .With(Capability.MemberList, answers.List)
            .With(Capability.AlarmList, cluster?.Endpoint == answers.Endpoint ? cluster.Alarms : null)
            .With(Capability.AuthStatus, cluster?.Endpoint == answers.Endpoint ? cluster.Auth : null);
    }

    /// <summary>
    /// A member that refuses its status for want of a permission is there nevertheless: etcd 3.5.30 asks for root, and its learners, which take no user, then
    /// refuse everybody. So is one that refuses a linearizable read for want of a user: it asks a quorum first.
    /// </summary>
    private static bool Answered(MemberAnswers answers, bool learner) =>
        answers.Status.Ok || (answers.Status.Failure!.Kind == EtcdFailure.PermissionDenied && answers.Header is not null)
        || (answers.Refuses && (learner || answers.Read?.Failure?.Kind == EtcdFailure.PermissionDenied));
}
