using Etcd.Client;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>Newest figures of a member; null: not known, <see cref="Missing"/> says why when there is no page at all.</summary>
public sealed record MemberMetricsView
{
    /// <summary>Name of the member.</summary>
    public required string Name { get; init; }

    /// <summary>Its id.</summary>
    public ulong? Id { get; init; }

    /// <summary>Its id in hex.</summary>
    public string? IdHex { get; init; }

    /// <summary>When its page was read.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Why there is no page or none of late.</summary>
    public string? Missing { get; init; }

    /// <summary>Class of <see cref="Missing"/>; null: there is a page, or none was tried yet.</summary>
    public EtcdFailure? Failure { get; init; }

    /// <summary>Whether it answered the last round.</summary>
    public bool Up { get; init; }

    /// <summary>Unary requests a second.</summary>
    public double? RequestRate { get; init; }

    /// <summary>Share of requests that failed by the server's fault, 0 to 1.</summary>
    public double? ErrorRate { get; init; }

    /// <summary>WAL fsync P99, milliseconds.</summary>
    public double? FsyncP99Ms { get; init; }

    /// <summary>Backend commit P99, milliseconds.</summary>
    public double? CommitP99Ms { get; init; }

    /// <summary>Median round trip to peers, milliseconds.</summary>
    public double? RttP50Ms { get; init; }

    /// <summary>Share of one core.</summary>
    public double? Cpu { get; init; }

    /// <summary>Resident memory, bytes.</summary>
    public double? MemoryBytes { get; init; }

    /// <summary>Open file descriptors.</summary>
    public double? OpenFds { get; init; }

    /// <summary>Proposals that wait to be committed.</summary>
    public double? ProposalsPending { get; init; }

    /// <summary>Database file, bytes.</summary>
    public long? DbSize { get; init; }

    /// <summary>Part in use, bytes.</summary>
    public long? DbSizeInUse { get; init; }

    internal static MemberMetricsView From(MemberState member) => new()
    {
        Name = member.Name,
        Id = member.Id?.Number,
        IdHex = member.Id?.ToString(),
        Timestamp = member.Metrics.At,
        Missing = member.Metrics.Missing,
        Failure = member.Metrics.Failure,
        Up = member.Reachable,
        RequestRate = member.Metrics.RequestRate,
        ErrorRate = member.Metrics.ErrorRate,
        FsyncP99Ms = member.Metrics.FsyncP99Ms,
        CommitP99Ms = member.Metrics.CommitP99Ms,
        RttP50Ms = member.Metrics.RttP50Ms,
        Cpu = member.Metrics.Cpu,
        MemoryBytes = member.Metrics.MemoryBytes,
        OpenFds = member.Metrics.OpenFds,
        ProposalsPending = member.Metrics.ProposalsPending,
        DbSize = member.DbSize,
        DbSizeInUse = member.DbSizeInUse,
    };
}
