namespace Etcd.Testing;

/// <summary>A line of etcd versions that clusters can be started of.</summary>
public enum EtcdVersion
{
    /// <summary>Whatever is there, the newest first.</summary>
    Any,

    /// <summary>3.4</summary>
    V34,

    /// <summary>3.5</summary>
    V35,
}
