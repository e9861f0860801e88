using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Hashes;
using EtcdMonitor.Probes;
using EtcdMonitor.State;

namespace EtcdMonitor.Tests.Support;

/// <summary>Plays rounds in which members are asked for their hashes as the plan says, and answer as the test says.</summary>
internal sealed class Comparing(Rounds rounds)
{
    private HashReading? _answer;

    public HashOptions Options { get; } = new();

    /// <summary>What each member hashes to.</summary>
    public Dictionary<int, uint> Hashes { get; } = [];

    /// <summary>How far each member's history is compacted.</summary>
    public Dictionary<int, long> Compacted { get; } = [];

    public Dictionary<int, HashOutcome> Outcomes { get; } = [];

    /// <summary>What a member is like when the plan looks at it.</summary>
    public Func<MemberState, MemberState> As { get; set; } = member => member;

    public TimeSpan Took { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether an answer never arrives.</summary>
    public bool Silent { get; set; }

    public bool Requested { get; set; }

    public List<HashQuestion> Asked { get; } = [];

    public HashState State => rounds.State.Hashes;

    public string[] Names => [.. Asked.Select(q => q.Name)];

    public ClusterState Play(int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            ClusterState seen = rounds.State with { Members = [.. rounds.State.Members.Select(As)] };
            (HashState next, HashQuestion? ask) = HashPlan.Next(seen, Options, Requested, seen.At.AddSeconds(1));
            if (ask is not null)
            {
                Asked.Add(ask);
                _answer = Silent ? null : Answer(ask);
            }

            rounds.State = seen with { Hashes = next };
            rounds.Slow = new() { Hash = _answer };
            _answer = null;
            rounds.Play();
        }

        return rounds.State;
    }

    /// <summary>Plays until another comparison ended, and its repetition where it takes one.</summary>
    public ClusterState Finish()
    {
        HashSweep? last = State.Last;
        for (int left = 100; ReferenceEquals(State.Last, last) || State.Current is not null || State.Next is not null; left--)
        {
            left.ShouldBeGreaterThan(0, "the comparison ends");
            Play();
        }

        return rounds.State;
    }

    private HashReading Answer(HashQuestion question)
    {
        int member = (int)(question.Member.Number - Rounds.Id(0).Number);
        HashOutcome outcome = Outcomes.GetValueOrDefault(member);
        KeyValueHash hash = outcome == HashOutcome.Hashed
            ? new(Hashes.GetValueOrDefault(member, 0xCAFEu), new Revision(question.Revision), new Revision(Compacted.GetValueOrDefault(member)))
            : default;
        return new(question, outcome, hash, Took, outcome == HashOutcome.Hashed ? null : new(EtcdFailure.Other, $"test: {outcome}"));
    }
}
