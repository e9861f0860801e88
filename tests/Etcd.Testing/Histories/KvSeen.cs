namespace Etcd.Testing;

/// <summary>What an operation saw in a key.</summary>
/// <param name="Value">The value.</param>
/// <param name="ModRevision">The revision that wrote it.</param>
/// <param name="Version">Writes since the key was created.</param>
public sealed record KvSeen(string Value, long ModRevision, long Version)
{
    /// <summary>For a person.</summary>
    public override string ToString() => FormattableString.Invariant($"\"{Value}\" (mod revision {ModRevision}, version {Version})");
}
