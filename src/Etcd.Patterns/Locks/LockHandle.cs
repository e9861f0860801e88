using Etcd.Client;

namespace Etcd.Patterns;

/// <summary>A lock that is held, until it is released, disposed, or lost.</summary>
public sealed class LockHandle : Ownership
{
    internal LockHandle(EtcdSession session, Place place, LockMode mode)
        : base(session, place)
        => Mode = mode;

    internal static Entrance<LockHandle> Entrance(EtcdSession session, Key prefix, LockMode mode, WaitingLine line)
        => new(session, line, place => new LockHandle(session, place, mode), $"The lock '{prefix}' was not free");

    /// <summary>Alone, or beside other readers.</summary>
    public LockMode Mode { get; }

    /// <summary>Gives the lock back, so that the next in line has it.</summary>
    /// <exception cref="EtcdException">It could not be confirmed; at worst the session's lease ends it.</exception>
    public ValueTask ReleaseAsync(CancellationToken cancellationToken = default) => GiveUpAsync(cancellationToken);
}
