using Etcd.Client;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>Newest figures of a member.</summary>
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

    /// <summary>Where the file system is mounted that its disk space is told of; null: not known.</summary>
    public string? DiskMountpoint { get; init; }

    /// <summary>Its figures by name, see docs/metrics-of-etcd.md.</summary>
    public OrderedDictionary<string, FigureView> Figures { get; init; } = [];

    internal static MemberMetricsView From(MemberState member) => new()
    {
        Name = member.Name,
        Id = member.Id?.Number,
        IdHex = member.Id?.ToString(),
        Timestamp = member.Metrics.At,
        Missing = member.Metrics.Missing,
        Failure = member.Metrics.Failure,
        Up = member.Reachable,
        DiskMountpoint = member.Disk.Mountpoint,
        Figures = FigureView.Of(member),
    };
}
