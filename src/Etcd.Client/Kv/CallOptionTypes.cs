namespace Etcd.Client;

/// <summary>How to read one key. The default reads the latest, linearizably.</summary>
public readonly record struct GetOptions
{
    /// <summary>Read as of this revision; default: now.</summary>
    public Revision At { get; init; }

    /// <summary>Answer from the asked member's own store, without quorum: may be stale, works on a member that is cut off.</summary>
    public bool Serializable { get; init; }
}

/// <summary>How to read a range. The default reads the latest, linearizably, in key order, without a limit.</summary>
public readonly record struct RangeOptions
{
    /// <summary>Read as of this revision; default: now.</summary>
    public Revision At { get; init; }

    /// <summary>Answer from the asked member's own store, without quorum: may be stale, works on a member that is cut off.</summary>
    public bool Serializable { get; init; }

    /// <summary>Leave the values out.</summary>
    public bool KeysOnly { get; init; }

    /// <summary>At most so many keys; 0: all.</summary>
    public int Limit { get; init; }

    /// <summary>Only keys that were created up to this revision; default: all.</summary>
    public Revision CreatedUpTo { get; init; }

    /// <summary>What to sort by.</summary>
    public RangeOrder OrderBy { get; init; }

    /// <summary>The largest first.</summary>
    public bool Descending { get; init; }
}

/// <summary>How to write a key.</summary>
public readonly record struct PutOptions
{
    /// <summary>The key goes when this lease ends; default: it stays.</summary>
    public LeaseId Lease { get; init; }

    /// <summary>Answer with what the key held before.</summary>
    public bool ReturnPrevious { get; init; }

    /// <summary>Leave the value as it is, to change only the lease; the key must exist.</summary>
    public bool KeepValue { get; init; }

    /// <summary>Leave the lease as it is; the key must exist.</summary>
    public bool KeepLease { get; init; }
}

/// <summary>How to delete.</summary>
public readonly record struct DeleteOptions
{
    /// <summary>Answer with what was deleted.</summary>
    public bool ReturnPrevious { get; init; }
}

/// <summary>How to compact.</summary>
public readonly record struct CompactOptions
{
    /// <summary>Answer only once the old revisions are gone from the member's file, not just hidden.</summary>
    public bool Physical { get; init; }
}
