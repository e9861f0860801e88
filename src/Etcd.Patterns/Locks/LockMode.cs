namespace Etcd.Patterns;

/// <summary>How a lock is held.</summary>
public enum LockMode
{
    /// <summary>By one alone.</summary>
    Exclusive,

    /// <summary>Beside other readers.</summary>
    Shared,
}
