namespace Etcd.Testing;

/// <summary>What a client asked of one key.</summary>
public enum KvAction
{
    /// <summary>A linearizable read.</summary>
    Get,

    /// <summary>A write, whatever was there.</summary>
    Put,

    /// <summary>A delete, if it is there.</summary>
    Delete,

    /// <summary>A write if the key is as expected, else a read: one transaction.</summary>
    CompareAndSwap,
}
