namespace Etcd.Testing;

/// <summary>What a key holds at one moment of a supposed order.</summary>
/// <param name="Value">Its value; null: it is missing.</param>
/// <param name="Revision">The revision of its last change; the last one known when <paramref name="IsExact"/> is false.</param>
/// <param name="IsExact">False after a write whose answer was lost: its revision is some later one.</param>
/// <param name="Version">Writes since it was created.</param>
internal readonly record struct KeyState(string? Value, long Revision, bool IsExact, long Version)
{
    /// <summary>Before everything.</summary>
    public static KeyState Missing { get; } = new(null, 0, true, 0);

    /// <summary>The state after <paramref name="operation"/>; null: it cannot come next.</summary>
    public KeyState? After(KvOperation operation) => operation.Action switch
    {
        KvAction.Get => Seen(operation.Seen),
        KvAction.Put => Written(operation),
        KvAction.Delete when operation.Outcome == KvOutcome.Done && !operation.Applied => Value is null ? this : null,
        KvAction.Delete => Value is null ? null : Changed(operation.Revision, null, 0), // one of unknown outcome that finds nothing is none at all
        _ when operation.Sees => Seen(operation.Seen) is { } seen && seen.Matching(operation) is null ? seen : null,
        _ => Matching(operation)?.Written(operation),
    };

    /// <summary>For a person.</summary>
    public override string ToString() => Value is null ? "nothing" : IsExact ? new KvSeen(Value, Revision, Version).ToString()
        : FormattableString.Invariant($"\"{Value}\" (mod revision after {Revision}, version {Version})");

    private KeyState? Seen(KvSeen? seen)
    {
        if (seen is null || Value is null)
        {
            return seen is null && Value is null ? this : null;
        }
        return seen.Value == Value && seen.Version == Version ? At(seen.ModRevision) : null;
    }

    /// <summary>The state if it is at a mod revision, which is learnt when it was not known.</summary>
    private KeyState? At(long modRevision)
        => IsExact ? modRevision == Revision ? this : null
            : modRevision > Revision ? this with { Revision = modRevision, IsExact = true } : null;

    private KeyState? Matching(KvOperation swap)
        => swap.IfValue is { } value ? Value == value ? this : null
            : swap.IfRevision is 0 or null ? Value is null ? this : null
            : Value is null ? null : At(swap.IfRevision.Value);

    private KeyState? Written(KvOperation write) => Changed(write.Revision, write.Value, Version + 1);

    // 0: the answer was lost
    private KeyState? Changed(long revision, string? value, long version)
        => revision == 0 ? new KeyState(value, Revision, false, version)
            : revision > Revision ? new KeyState(value, revision, true, version) : null;
}
