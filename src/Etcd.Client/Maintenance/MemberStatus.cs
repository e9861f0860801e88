namespace Etcd.Client;

/// <summary>A member's own, local view of itself. Its fields are read one after the other, not at one instant; never judge by a single sample.</summary>
/// <param name="Header">Who answered, and when.</param>
/// <param name="Version">The server's version, such as 3.5.30.</param>
/// <param name="Leader">Whom it takes for the leader; default: it knows none.</param>
/// <param name="IsLearner">It follows, but does not vote.</param>
/// <param name="DbSize">The database file's size in bytes.</param>
/// <param name="DbSizeInUse">The bytes of it in use; the rest is what a defragmentation would give back.</param>
/// <param name="RaftIndex">The last committed Raft entry.</param>
/// <param name="RaftAppliedIndex">The last entry applied to the store.</param>
/// <param name="RaftTerm">The Raft term.</param>
/// <param name="DbSizeQuota">The space quota in bytes; null before etcd 3.6. Some 3.6 versions say 0 for the default of 2 GiB.</param>
/// <param name="StorageVersion">The version of the data's format; null before etcd 3.6.</param>
/// <param name="Errors">What the member complains of: its alarms and a missing leader.</param>
public sealed record MemberStatus(
    ResponseHeader Header,
    string Version,
    MemberId Leader,
    bool IsLearner,
    long DbSize,
    long DbSizeInUse,
    ulong RaftIndex,
    ulong RaftAppliedIndex,
    ulong RaftTerm,
    long? DbSizeQuota,
    string? StorageVersion,
    IReadOnlyList<string> Errors)
{
    internal static MemberStatus From(Proto.StatusResponse wire)
    {
        var tellsStorage = wire.StorageVersion.Length > 0 || wire.DbSizeQuota != 0;
        return new MemberStatus(
            ResponseHeader.From(wire.Header), wire.Version, new MemberId(wire.Leader), wire.IsLearner, wire.DbSize, wire.DbSizeInUse,
            wire.RaftIndex, wire.RaftAppliedIndex, wire.RaftTerm,
            tellsStorage ? wire.DbSizeQuota : null,
            wire.StorageVersion.Length > 0 ? wire.StorageVersion : null,
            [.. wire.Errors]);
    }
}
