namespace EtcdMonitor.Samples;

/// <summary>What happened between two pages of one member concerning one of its peers.</summary>
/// <param name="Now">The newer page's figures.</param>
/// <param name="Before">The earlier page's; null: there is none, or it did not know the peer.</param>
/// <param name="MinuteBefore">Those of about a minute ago: round trips are measured each 30 s only.</param>
/// <param name="MinuteFrom">When that was read; null: there is none.</param>
/// <param name="From">When the earlier page was read; null: there is none.</param>
/// <param name="To">When the newer page was read.</param>
internal sealed record PeerDelta(PeerFigures Now, PeerFigures? Before, PeerFigures? MinuteBefore, DateTimeOffset? MinuteFrom, DateTimeOffset? From, DateTimeOffset To)
{
    /// <summary>Messages that could not be sent, a second. The counter appears with the first failure.</summary>
    public double? SendFailureRate => Rate(f => f.SendFailures);

    /// <summary>Raft bytes heard from the peer, a second. The counter appears with the first message.</summary>
    public double? HeardRate => Rate(f => f.ReceivedBytes);

    /// <summary>Whether round trips, which etcd measures each 30 s, have ended: none was measured for 45 s or more.</summary>
    public bool RoundTripsEnded =>
        To - MinuteFrom >= TimeSpan.FromSeconds(45) && MinuteBefore is { RoundTrip.Count: > 0 } before && Now.RoundTrip.Count <= before.RoundTrip.Count;

    /// <summary>A quantile of the round trip, milliseconds: of the last minute, of the whole process while a minute has not gone by.</summary>
    public double? RoundTripMs(double share) => (MinuteBefore is null ? Now.RoundTrip : Now.RoundTrip.Since(MinuteBefore.RoundTrip))?.Quantile(share) * 1000;

    private double? Rate(Func<PeerFigures, double> figure)
    {
        if (From is not { } from || (To - from).TotalSeconds is not (> 0 and var seconds))
        {
            return null;
        }

        double growth = Zero(figure(Now)) - Zero(Before is null ? double.NaN : figure(Before));
        return growth >= 0 ? growth / seconds : null;
    }

    private static double Zero(double value) => double.IsNaN(value) ? 0 : value;
}
