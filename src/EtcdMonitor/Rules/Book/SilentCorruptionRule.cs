using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>
/// Members hold different data and etcd itself does not know. Two comparisons of hashes in a row say so; or members that have
/// applied the same log stand at different revisions, which costs nothing to see and is seen only where nothing is written.
/// </summary>
internal sealed class SilentCorruptionRule : IRule
{
    /// <summary>Status reads index and revision one after the other: three rounds in which neither moved make a pair of them.</summary>
    private const int Settled = 3;

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("silent_corruption", "Equal data on all members", "All members hold the same data")
        {
            Unseen = state => Sight.Answers(state) ?? (state.Voters < 2 || state.Hashes.LastEqual is not null ? null : Why(state)),
            Unnoticed = "Data that differ from member to member would go unnoticed",
        },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now)
    {
        if (state.Hashes.Divergence is { } divergence)
        {
            yield return OfHashes(state, divergence);
        }
        else if (OfRevisions(state) is { } finding)
        {
            yield return finding;
        }
    }

    /// <summary>The hashes that differ, as evidence; none: they are not known to.</summary>
    public static IEnumerable<Evidence> Hashes(ClusterState state) =>
        (state.Hashes.Divergence?.Sweep.Comparable ?? []).Select(a => new Evidence(
            $"{a.Name} hashes its data to {a.Hash:x8}", $"revision {Words.Number(a.Revision)}, compacted at {Words.Number(a.CompactRevision)}, at {Words.Time(a.At)}", a.Name, "hashkv"));

    private static string Why(ClusterState state) =>
        $"hashes are not compared: {state.Hashes.Missing ?? (state.Hashes.Current is null ? "no two of them cover the same history yet" : "the first comparison is under way")}";

    private static Finding OfHashes(ClusterState state, Divergence divergence)
    {
        string[] others = [.. divergence.Compared.Except(divergence.Bad, StringComparer.Ordinal)];
        return Corruption(state, [.. divergence.Bad], others) with
        {
            Since = divergence.Since,
            Confirm = 1, // the comparison was repeated already
            Evidence =
            [
                .. Hashes(state),
                new("The same was found twice in a row", $"first at {Words.Time(divergence.Since)}"),
            ],
            NotSeen =
            [
                .. from member in state.Members
                   where !member.IsLearner && !divergence.Compared.Contains(member.Name, StringComparer.Ordinal)
                   let answer = divergence.Sweep.Answers.FirstOrDefault(a => a.Member == member.Id)
                   select new NotSeen("hash", $"Data hash of {member.Name}", answer?.Failure?.Message ?? (member.Reachable ? "it was not asked" : $"it {Words.Does(member.Failure)}")),
            ],
        };
    }

    /// <summary>The free comparison: equal applied index, different revision.</summary>
    private static Finding? OfRevisions(ClusterState state)
    {
        // one that serves has caught up with the log; one that just started may hold newer data than its index says
        foreach (IGrouping<ulong, MemberState> same in state.ServingVoters.Where(m => m is { Settled: true, AppliedIndex: not null, Revision: not null }).GroupBy(m => m.AppliedIndex!.Value))
        {
            IGrouping<long, MemberState>[] revisions = [.. same.GroupBy(m => m.Revision!.Value).OrderByDescending(g => g.Count())];
            if (revisions.Length < 2)
            {
                continue;
            }

            bool agreed = revisions[0].Count() >= state.Quorum;
            string[] bad = agreed ? [.. revisions.Skip(1).SelectMany(g => g).Select(m => m.Name)] : [];
            return Corruption(state, bad, [.. same.Select(m => m.Name).Except(bad, StringComparer.Ordinal)]) with
            {
                Confirm = Settled,
                Evidence = [.. same.Select(m => new Evidence($"{m.Name} is at revision {Words.Number(m.Revision!.Value)}", $"applied index {Words.Number(m.AppliedIndex!.Value)}", m.Name, "status"))],
            };
        }

        return null;
    }

    private static Finding Corruption(ClusterState state, string[] bad, string[] others)
    {
        string whose = bad.Length > 0 ? Words.Names(bad) : "any of them";
        return new()
        {
            Rule = "silent_corruption",
            Title = "Silent corruption",
            Severity = Severity.Critical,
            Member = bad.Length == 1 ? bad[0] : null,
            Sentence = bad.Length == 0
                ? $"{Words.Names(others)} hold different data, and no majority tells which is right"
                : $"{Words.Names(bad)} {(bad.Length == 1 ? "holds" : "hold")} other data than {Words.Names(others)}",
            StillWorks = bad.Length == 0
                ? "Nothing that can be trusted: members may answer differently."
                : $"Reads through {Words.Names(others)}. Reads through {Words.Names(bad)} give wrong values, linearizable ones too.",
            Evidence = [],
            DoNext =
            [
                new($"Stop automation that writes, and take {whose} out of the clients' endpoints"),
                new("Take a snapshot of each member before you change anything", "etcdctl --endpoints=MEMBER snapshot save MEMBER.db"),
                .. bad.Select(name => new Step(
                    $"Replace {name}: remove it, empty its data directory, add it again", $"etcdctl member remove {state.Members.FirstOrDefault(m => m.Name == name)?.Id?.ToString() ?? "ID"}")),
                new("Compare again", "etcdctl endpoint hashkv --cluster"),
            ],
        };
    }
}
