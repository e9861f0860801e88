namespace EtcdMonitor.State;

/// <summary>Space of the file system that a member's data are on. etcd does not tell it: it comes from the node exporter of the member's host.</summary>
public sealed record DiskSpace
{
    private const string NotConfigured = "no node exporter is configured for it";

    /// <summary>Where the file system is mounted; null: not known.</summary>
    public string? Mountpoint { get; init; }

    /// <summary>All of it, bytes.</summary>
    public Figure SizeBytes { get; init; } = Figure.Unknown(NotConfigured, FigureSource.NodeExporter);

    /// <summary>What etcd may still use, bytes: without the share that is kept for root.</summary>
    public Figure AvailableBytes { get; init; } = Figure.Unknown(NotConfigured, FigureSource.NodeExporter);

    /// <summary>Share of it that etcd may still use, 0 to 1.</summary>
    public Figure AvailableRatio => (AvailableBytes.Value, SizeBytes.Value) switch
    {
        (null, _) => AvailableBytes,
        (_, null) => SizeBytes,
        ({ } available, > 0 and var size) => Figure.Of(available / size, FigureSource.NodeExporter),
        _ => Figure.Unknown("the file system has a size of 0", FigureSource.NodeExporter),
    };

    /// <summary>Nothing is known of it, and why.</summary>
    internal static DiskSpace Unknown(string reason) => new()
    {
        SizeBytes = Figure.Unknown(reason, FigureSource.NodeExporter),
        AvailableBytes = Figure.Unknown(reason, FigureSource.NodeExporter),
    };
}
