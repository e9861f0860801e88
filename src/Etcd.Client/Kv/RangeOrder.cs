namespace Etcd.Client;

/// <summary>What a range is sorted by.</summary>
public enum RangeOrder
{
    /// <summary>The key's bytes.</summary>
    Key,

    /// <summary>The value's bytes: "90" comes after "100".</summary>
    Value,

    /// <summary>When the key was created.</summary>
    CreateRevision,

    /// <summary>When the key was last written.</summary>
    ModRevision,

    /// <summary>How often it was written since its creation.</summary>
    Version,
}
