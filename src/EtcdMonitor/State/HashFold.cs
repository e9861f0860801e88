using System.Collections.Immutable;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>Folds answers into the comparison under way, and judges it when the last is in.</summary>
internal static class HashFold
{
    /// <summary>How much longer than an answer took nobody else is asked.</summary>
    private const int Rest = 10;

    /// <summary>History that is compacted faster than it is compared: try again in the next period.</summary>
    private const int MaxRestarts = 3;

    /// <summary>The state after an answer.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="reading">The answer; null: none arrived.</param>
    /// <param name="members">The members now.</param>
    /// <param name="quorum">Voters that make a majority.</param>
    /// <param name="now">The time of the round.</param>
    public static HashState Fold(HashState before, HashReading? reading, ImmutableArray<MemberState> members, int quorum, DateTimeOffset now)
    {
        HashState state = before.Divergence is { } known && !StillThere(known, members) ? before with { Divergence = null } : before;
        if (reading is null || reading.Question != before.Asked || before.Current is not { } sweep)
        {
            return state;
        }

        state = Note(state with { Asked = null }, reading, now);
        sweep = sweep with { Answers = sweep.Answers.Add(Answer(reading)), Left = sweep.Left.Remove(reading.Question.Member) };
        if (reading.Outcome == HashOutcome.Compacted)
        {
            return Again(state, sweep, floor: sweep.Revision + 1, now);
        }

        return sweep.Left.IsEmpty ? End(state, sweep, quorum, now) : state with { Current = sweep };
    }

    /// <summary>Judges a comparison for which nobody is left to be asked.</summary>
    public static HashState End(HashState state, HashSweep sweep, int quorum, DateTimeOffset now)
    {
        MemberHash[] hashes = [.. sweep.Answers.Where(a => a.Hash is not null)];
        ImmutableArray<MemberHash> comparable = sweep.Comparable;
        if (comparable.Length < hashes.Length)
        {
            // compacted while we asked: the answers cover different history
            return Again(state, sweep, floor: hashes.Max(a => a.CompactRevision), now);
        }

        sweep = sweep with { EndedAt = now };
        state = state with { Current = null, Last = sweep, Next = null };
        return sweep.Differs ? Differing(state, sweep, quorum, now)
            : comparable.Length < 2 ? state
            : state with { LastEqual = sweep, Divergence = state.Divergence is { } known && Refutes(sweep, known) ? null : state.Divergence };
    }

    private static HashState Differing(HashState state, HashSweep sweep, int quorum, DateTimeOffset now)
    {
        if (!sweep.IsRepeat && state.Divergence is null)
        {
            return state with { Next = new(IsRepeat: true) };
        }

        uint? agreed = sweep.Comparable.GroupBy(a => a.Hash).FirstOrDefault(g => g.Count() >= quorum)?.Key;
        return state with
        {
            Divergence = new()
            {
                Since = state.Divergence?.Since ?? now,
                Sweep = sweep,
                Bad = agreed is null ? [] : [.. sweep.Comparable.Where(a => a.Hash != agreed).Select(a => a.Name)],
            },
        };
    }

    private static HashState Again(HashState state, HashSweep sweep, long floor, DateTimeOffset now) =>
        sweep.Restarts < MaxRestarts
            ? state with { Current = null, Next = new(sweep.IsRepeat, sweep.Restarts + 1, floor) }
            : state with { Current = null, Last = sweep with { EndedAt = now }, Next = null };

    private static HashState Note(HashState state, HashReading reading, DateTimeOffset now) => reading.Outcome switch
    {
        HashOutcome.Hashed => state with
        {
            QuietUntil = now + (Rest * reading.Took),
            Took = state.Took.SetItem(reading.Question.Member, reading.Took),
            Refused = state.Refused.Remove(reading.Question.Member),
        },
        HashOutcome.Denied => state with { Refused = state.Refused.SetItem(reading.Question.Member, now) },
        // it may hash on although nobody waits any more
        HashOutcome.Failed => state with { QuietUntil = now + (Rest * reading.Took) },
        _ => state,
    };

    private static MemberHash Answer(HashReading reading) => new()
    {
        Member = reading.Question.Member,
        Name = reading.Question.Name,
        Outcome = reading.Outcome,
        Revision = reading.Question.Revision,
        Hash = reading.Outcome == HashOutcome.Hashed ? reading.Hash.Hash : null,
        HashRevision = reading.Hash.HashRevision.Number,
        CompactRevision = reading.Hash.CompactRevision.Number,
        At = reading.Question.At,
        Took = reading.Took,
        Failure = reading.Failure,
    };

    /// <summary>Equal hashes clear those they are of; a bad member that was not asked stays bad.</summary>
    private static bool Refutes(HashSweep equal, Divergence known)
    {
        string[] compared = [.. equal.Comparable.Select(a => a.Name)];
        return (known.Bad.IsEmpty ? known.Compared : known.Bad).All(name => compared.Contains(name, StringComparer.Ordinal));
    }

    /// <summary>A member that was removed takes its bad data along.</summary>
    private static bool StillThere(Divergence known, ImmutableArray<MemberState> members) =>
        members.All(m => !m.IsListed)
        || known.Sweep.Comparable.Where(a => known.Bad.IsEmpty || known.Bad.Contains(a.Name, StringComparer.Ordinal)).Any(a => members.Any(m => m.IsListed && m.Id == a.Member));
}
