namespace EtcdMonitor.State;

/// <summary>The highest term of a cluster rose.</summary>
/// <param name="At">When a member first named it.</param>
/// <param name="Term">The term.</param>
public sealed record TermSeen(DateTimeOffset At, ulong Term);
