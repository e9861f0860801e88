using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Members answer and refuse us some questions: what those would tell is not seen, so all that looks healthy is seen in part only.</summary>
internal sealed class ReducedVisibilityRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("reduced_visibility", "What members tell us and what they refuse", "Members refuse us nothing that we ask"),
    ];

    /// <summary>What each refusal hides, the worst first.</summary>
    private static readonly (Capability Question, string Told, string Field, string Hides)[] Questions =
    [
        (Capability.Read, "linearizable reads", "members", "Whether a quorum stands behind them"),
        (Capability.Status, "the status", "has_leader", "Leader, term, alarms, size and lag"),
        (Capability.MemberList, "the member list", "member_count", "Who is a member, by their own view"),
        (Capability.AlarmList, "the alarm list", "alarms", "Alarms that no status tells"),
        (Capability.Hash, "the hash of the data", "hashes", "Whether all members hold the same data"),
        (Capability.AuthStatus, "the state of authorization", "auth", "Whether authorization is on"),
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        MemberState[] reduced = [.. state.Members.Where(m => m.Reachable && Refused(m).Any())];
        if (reduced.Length == 0)
        {
            yield break;
        }

        (Capability Question, string Told, string Field, string Hides)[] hidden = [.. Questions.Where(q => reduced.Any(m => m.Capabilities.Denied.HasFlag(q.Question)))];
        bool blind = reduced.Any(m => !m.IsLearner && (m.Capabilities.Denied & (Capability.Status | Capability.Read)) != Capability.None);
        yield return new()
        {
            Rule = "reduced_visibility",
            Title = "Reduced visibility",
            Severity = blind ? Severity.Warning : Severity.Info,
            Member = reduced.Length == 1 ? reduced[0].Name : null,
            Sentence = $"{Words.Names(reduced)} {(reduced.Length == 1 ? "answers, and refuses" : "answer, and refuse")} us {Words.Names([.. hidden.Select(q => q.Told)])}: what that tells goes unseen",
            StillWorks = "Whether they answer and serve reads is seen.",
            Hold = TimeSpan.FromSeconds(30),
            Evidence = [.. reduced.SelectMany(m => Refused(m).Select(q => new Evidence($"{m.Name} refuses us {q.Told}", m.Capabilities.Reasons.GetValueOrDefault(q.Question), m.Name, "status")))],
            NotSeen = [.. hidden.Select(q => new NotSeen(q.Field, q.Hides, $"{Words.Names(reduced.Where(m => m.Capabilities.Denied.HasFlag(q.Question)))} {(reduced.Count(m => m.Capabilities.Denied.HasFlag(q.Question)) == 1 ? "refuses" : "refuse")} us {q.Told}"))],
            DoNext = Steps(reduced),
        };
    }

    private static IEnumerable<(Capability Question, string Told, string Field, string Hides)> Refused(MemberState member) =>
        Questions.Where(q => member.Capabilities.Denied.HasFlag(q.Question));

    private static ImmutableArray<Step> Steps(MemberState[] reduced) => reduced.All(m => m.IsLearner)
        ? [new("Promote it, or leave it: with authorization on a learner takes no user, and etcd 3.5.30 tells its status to users only", $"etcdctl member promote {reduced[0].Id}")]
        : reduced.Any(m => m.Denied?.Kind == EtcdFailure.Unauthenticated) ? Repairs.User
        :
        [
            new("Give the monitor's user the role root: etcd 3.5 tells status, hash and authorization to nobody else", "etcdctl user grant-role USER root"),
            new("Or leave it so: what is listed as not seen goes unwatched then"),
        ];
}
