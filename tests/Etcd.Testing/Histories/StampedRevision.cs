namespace Etcd.Testing;

/// <summary>An answer of whatever kind: when, at what revision, and whether it made that revision.</summary>
internal sealed record StampedRevision(long Invoked, long Returned, long Revision, bool IsWrite, object Operation);
