namespace Etcd.Testing;

/// <summary>What a <see cref="LeakCheck"/> counts.</summary>
[Flags]
public enum LeakScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Processes that this kit has started.</summary>
    Processes = 1,

    /// <summary>Open file descriptors of this process, by what they are: other tests at the same time have theirs.</summary>
    Handles = 2,

    /// <summary>Threads of this process by name, without the pool's and the compiler's: other tests at the same time have theirs.</summary>
    Threads = 4,

    /// <summary>Leases in the clusters that the check was given.</summary>
    Leases = 8,

    /// <summary>All of them.</summary>
    All = Processes | Handles | Threads | Leases,
}
