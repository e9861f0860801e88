using System.Collections.Immutable;
using EtcdMonitor.Samples;

namespace EtcdMonitor.Bundles;

/// <summary>What a page says of one peer; null: it has no such figure.</summary>
/// <param name="Active">1: the streams to the peer stand; 0: they broke.</param>
/// <param name="SendFailures">Messages that could not be sent.</param>
/// <param name="ReceivedBytes">Bytes of raft messages that came from the peer.</param>
/// <param name="RoundTrip">Time to the peer and back.</param>
internal sealed record RecordedPeer(double? Active, double? SendFailures, double? ReceivedBytes, ImmutableArray<RecordedBucket> RoundTrip)
{
    public static RecordedPeer Of(PeerFigures peer) => new(Known(peer.Active), Known(peer.SendFailures), Known(peer.ReceivedBytes), RecordedBucket.Of(peer.RoundTrip));

    public void Fill(PeerFigures peer)
    {
        peer.Active = Active ?? double.NaN;
        peer.SendFailures = SendFailures ?? double.NaN;
        peer.ReceivedBytes = ReceivedBytes ?? double.NaN;
        RecordedBucket.Fill(RoundTrip, peer.RoundTrip.Add);
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
