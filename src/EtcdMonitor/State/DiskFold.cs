using EtcdMonitor.Samples;

namespace EtcdMonitor.State;

/// <summary>Takes what the node exporter of a member's host says.</summary>
internal static class DiskFold
{
    public static DiskSpace Fold(DiskSpace before, DiskReading? reading) => reading switch
    {
        null => before,
        { Missing: { } why } => DiskSpace.Unknown(why),
        _ => new()
        {
            Mountpoint = reading.Mountpoint,
            SizeBytes = Figure.Of(reading.SizeBytes, FigureSource.NodeExporter),
            AvailableBytes = Figure.Of(reading.AvailableBytes, FigureSource.NodeExporter),
        },
    };
}
