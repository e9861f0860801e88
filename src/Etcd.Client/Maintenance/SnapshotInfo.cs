namespace Etcd.Client;

/// <summary>A snapshot that arrived whole.</summary>
/// <param name="Bytes">The file's length: the database, and 32 bytes of SHA-256 over it.</param>
/// <param name="Sha256">That SHA-256, hexadecimal, checked.</param>
public sealed record SnapshotInfo(long Bytes, string Sha256);
