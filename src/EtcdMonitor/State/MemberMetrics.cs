using Etcd.Client;
using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>Figures from a member's metrics page: rates and quantiles between the last two pages. Null: not known.</summary>
public sealed record MemberMetrics
{
    /// <summary>When the page was read; null: never.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Why there is no page or none of late.</summary>
    public string? Missing { get; init; } = "no metrics page was read yet";

    /// <summary>Class of <see cref="Missing"/>; null: there is a page, or none was tried yet.</summary>
    public EtcdFailure? Failure { get; init; }

    /// <summary>The newest page and the one before, for figures of the whole cluster.</summary>
    internal MetricsDelta? Delta { get; init; }

    /// <summary>Unary requests a second.</summary>
    public double? RequestRate { get; init; }

    /// <summary>Share of requests that failed by the server's fault, 0 to 1.</summary>
    public double? ErrorRate { get; init; }

    /// <summary>Latency of reads by the server's own histogram.</summary>
    public Latency Read { get; init; } = Latency.Unknown("no metrics page was read yet");

    /// <summary>Latency of writes by the server's own histogram.</summary>
    public Latency Write { get; init; } = Latency.Unknown("no metrics page was read yet");

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

    /// <summary>Backend quota, bytes.</summary>
    public double? QuotaBytes { get; init; }

    /// <summary>Proposals that wait to be committed.</summary>
    public double? ProposalsPending { get; init; }

    /// <summary>Start of the process.</summary>
    public DateTimeOffset? ProcessStart { get; init; }
}
