namespace EtcdMonitor.Bundles;

/// <summary>A recorded round, judged again.</summary>
/// <param name="Snapshot">What this version makes of it.</param>
/// <param name="Recorded">What the monitor that recorded it made of it.</param>
public sealed record ReplayedRound(ClusterSnapshot Snapshot, RecordedVerdict Recorded)
{
    /// <summary>Whether both judge alike.</summary>
    public bool Agrees => Recorded.Agrees(RecordedVerdict.Of(Snapshot.Verdict));
}
