namespace Etcd.Client;

/// <summary>Who answered, and where the store stood when it did.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Member">The member that answered.</param>
/// <param name="Revision">The store's revision; for a write, the revision that it made.</param>
/// <param name="RaftTerm">The Raft term as that member knew it.</param>
public readonly record struct ResponseHeader(ClusterId Cluster, MemberId Member, Revision Revision, ulong RaftTerm)
{
    internal static ResponseHeader From(Proto.ResponseHeader? wire)
        => wire is null
            ? default
            : new ResponseHeader(new ClusterId(wire.ClusterId), new MemberId(wire.MemberId), new Revision(wire.Revision), wire.RaftTerm);
}
