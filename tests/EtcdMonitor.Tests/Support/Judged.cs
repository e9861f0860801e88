using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Tests.Support;

/// <summary>Plays rounds and lets the rules judge each, as the monitor does.</summary>
internal sealed class Judged(Rounds rounds)
{
    public Verdict Verdict { get; private set; } = null!;

    public Thresholds Thresholds { get; set; } = new();

    /// <summary>The verdict after some more rounds.</summary>
    public Verdict After(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Verdict = Judge.Next(Verdict, rounds.Play(), RuleBook.Default, Thresholds);
        }

        return Verdict;
    }

    /// <summary>The confirmed finding of a rule after some more rounds; null: there is none.</summary>
    public Finding? Find(string rule, int after = 1) => After(after).Findings.FirstOrDefault(f => f.Rule == rule);

    /// <summary>What the rules alone say about the last round, confirmed or not.</summary>
    public static Finding? Seen(IRule rule, ClusterState state) => rule.Evaluate(state, new(), state.At).FirstOrDefault();
}
