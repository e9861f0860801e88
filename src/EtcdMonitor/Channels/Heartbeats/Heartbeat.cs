namespace EtcdMonitor.Channels.Heartbeats;

/// <summary>How the heartbeat does.</summary>
/// <param name="LastTaken">When a beat was last taken; null: none was since the start.</param>
/// <param name="Trouble">Why the last one is too long ago, in words; null: it is not.</param>
public sealed record Heartbeat(DateTimeOffset? LastTaken, string? Trouble);
