namespace Etcd.Client;

/// <summary>What a role may do with a range of keys.</summary>
/// <param name="Type">Read, write, or both.</param>
/// <param name="Range">Which keys.</param>
public readonly record struct Permission(PermissionType Type, KeyRange Range)
{
    internal static Permission From(Proto.Permission wire)
        => new((PermissionType)wire.PermType, KeyRange.FromWire(wire.Key, wire.RangeEnd));

    internal Proto.Permission ToWire()
        => new() { PermType = (Proto.Permission.Types.Type)Type, Key = Range.WireKey, RangeEnd = Range.WireEnd };
}

/// <summary>What a permission allows.</summary>
public enum PermissionType
{
    /// <summary>Reading and watching.</summary>
    Read,

    /// <summary>Writing and deleting.</summary>
    Write,

    /// <summary>Both.</summary>
    ReadWrite,
}
