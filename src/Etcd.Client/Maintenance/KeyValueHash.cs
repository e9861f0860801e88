namespace Etcd.Client;

/// <summary>A member's hash over its keys and values. Members agree when hash, revision and compact revision are the same.</summary>
/// <param name="Hash">CRC-32 over the history from the compact revision on.</param>
/// <param name="HashRevision">The revision hashed up to; before etcd 3.6 the one asked for, or the member's own at that time.</param>
/// <param name="CompactRevision">The revision hashed from; default when nothing was ever compacted.</param>
public readonly record struct KeyValueHash(uint Hash, Revision HashRevision, Revision CompactRevision);
