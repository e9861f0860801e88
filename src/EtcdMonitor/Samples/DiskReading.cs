namespace EtcdMonitor.Samples;

/// <summary>Space of the file system that a member's data are on, as the node exporter of its host tells it.</summary>
/// <param name="Endpoint">Endpoint of the member.</param>
/// <param name="Mountpoint">Where the file system is mounted.</param>
/// <param name="SizeBytes">All of it.</param>
/// <param name="AvailableBytes">What is left for others than root.</param>
/// <param name="Missing">Why nothing is known; null: it is known.</param>
internal sealed record DiskReading(string Endpoint, string Mountpoint, double SizeBytes, double AvailableBytes, string? Missing);
