namespace Etcd.Client;

/// <summary>One step of a mirror.</summary>
/// <param name="Before">The range before; empty in an observer's first change.</param>
/// <param name="After">The range after.</param>
/// <param name="Events">What changed: the events of one revision, with the previous values; every key as created in an observer's first change.</param>
/// <param name="Resynced">True when history was compacted and the range was read anew: what came and went in between is not among the events, and they are of many revisions.</param>
public sealed record MirrorChange(RangeSnapshot Before, RangeSnapshot After, IReadOnlyList<WatchEvent> Events, bool Resynced);
