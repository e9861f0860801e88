namespace Etcd.Testing;

/// <summary>What a <see cref="FaultProxy"/> does to the bytes of a direction.</summary>
public sealed record Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>Nothing: they pass.</summary>
    public static Fault Pass { get; } = new(FaultKind.Pass);

    /// <summary>Ends the direction in order (FIN) and throws away what still comes; in both directions: closes the connection.</summary>
    public static Fault Cut { get; } = new(FaultKind.Cut);

    /// <summary>Ends the connection with a reset (RST) towards the direction's receiver.</summary>
    public static Fault Reset { get; } = new(FaultKind.Reset);

    /// <summary>
    /// Nothing arrives, the end of the connection included, and nobody is told: a network that loses every packet.
    /// As TCP repeats them, the bytes are late rather than lost: they arrive when the fault ends.
    /// </summary>
    public static Fault Blackhole { get; } = new(FaultKind.Blackhole);

    internal FaultKind Kind { get; }

    internal TimeSpan Lateness { get; private init; }

    internal long Bytes { get; private init; }

    internal bool EndsAtOnce => Kind is FaultKind.Cut or FaultKind.Reset || (Kind == FaultKind.CutAfter && Bytes == 0);

    /// <summary>Each piece read (64 KiB at most) arrives that much later, one after the other: large messages get slow.</summary>
    public static Fault Delay(TimeSpan lateness)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lateness, TimeSpan.Zero);
        return new Fault(FaultKind.Delay) { Lateness = lateness };
    }

    /// <summary>So many bytes still pass on each connection, then it is closed in both directions.</summary>
    public static Fault CutAfter(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return new Fault(FaultKind.CutAfter) { Bytes = bytes };
    }
}
