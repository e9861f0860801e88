namespace EtcdMonitor.Samples;

/// <summary>What a member's metrics page says about one of its peers. A figure that the page lacks is NaN, never 0.</summary>
internal sealed class PeerFigures
{
    /// <summary>Under this id, which no member has, etcd counts the heartbeats of all its streams together: 60 bytes each 1.67 s from every peer that is heard.</summary>
    public const ulong Streams = 0;

    /// <summary>1: its streams to the peer stand; 0: they broke. Absent until they stood once.</summary>
    public double Active { get; set; } = double.NaN;

    /// <summary>Messages that could not be sent. Absent until one failed.</summary>
    public double SendFailures { get; set; } = double.NaN;

    /// <summary>Bytes of raft messages that came from the peer.</summary>
    public double ReceivedBytes { get; set; } = double.NaN;

    /// <summary>Time to the peer and back; etcd measures it each 30 s.</summary>
    public Histogram RoundTrip { get; } = new();
}
