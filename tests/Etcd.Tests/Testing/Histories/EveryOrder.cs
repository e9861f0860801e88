using Etcd.Testing;

namespace Etcd.Tests.Testing;

/// <summary>Tries every order of a small history, without memory and without guesses saved: what the checker's shortcuts are measured by.</summary>
internal static class EveryOrder
{
    private sealed record State(string? Value, long? Revision, long Before, long Version);

    public static bool Explains(History history)
        => history.Operations.GroupBy(operation => operation.Key, StringComparer.Ordinal)
            .All(key => Explains([.. key.Where(operation => operation.Outcome != KvOutcome.NotApplied)], new State(null, null, 0, 0)));

    private static bool Explains(KvOperation[] left, State state)
    {
        if (!Array.Exists(left, operation => operation.Outcome == KvOutcome.Done))
        {
            return true;
        }
        var first = left.Min(operation => operation.Returned);
        return left.Any(next => next.Invoked < first && After(state, next) is { } after && Explains([.. left.Where(operation => operation != next)], after));
    }

    private static State? After(State state, KvOperation next)
    {
        var isUnknown = next.Outcome == KvOutcome.Unknown;
        if (next.Outcome == KvOutcome.Done && !next.Applied && next.Action != KvAction.Delete)
        {
            var seen = See(state, next.Seen);
            return next.Action == KvAction.CompareAndSwap && seen is not null && Holds(seen, next) is not null ? null : seen;
        }
        if (next.Action == KvAction.Delete)
        {
            return state.Value is null ? isUnknown || !next.Applied ? state : null : !isUnknown && !next.Applied ? null : Write(state, next, null, 0);
        }
        return next.Action == KvAction.Put ? Write(state, next, next.Value, state.Version + 1)
            : Holds(state, next) is { } holding ? Write(holding, next, next.Value, state.Version + 1) : null;
    }

    private static State? See(State state, KvSeen? seen)
        => seen is null ? state.Value is null ? state : null
            : state.Value == seen.Value && state.Version == seen.Version ? At(state, seen.ModRevision) : null;

    private static State? Holds(State state, KvOperation swap)
        => swap.IfValue is not null ? state.Value == swap.IfValue ? state : null
            : swap.IfRevision == 0 ? state.Value is null ? state : null
            : state.Value is null ? null : At(state, swap.IfRevision!.Value);

    private static State? At(State state, long revision)
        => state.Revision is { } known ? known == revision ? state : null : revision > state.Before ? state with { Revision = revision } : null;

    private static State? Write(State state, KvOperation write, string? value, long version)
    {
        var last = state.Revision ?? state.Before;
        return write.Outcome == KvOutcome.Unknown ? new State(value, null, last, version)
            : write.Revision > last ? new State(value, write.Revision, last, version) : null;
    }
}
