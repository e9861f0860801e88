using Etcd.Client;

namespace EtcdMonitor.State;

/// <summary>An alarm that etcd raised.</summary>
/// <param name="Type"><c>NOSPACE</c> or <c>CORRUPT</c>.</param>
/// <param name="Member">Member it is about; null: etcd does not say (CORRUPT may name none).</param>
/// <param name="Name">That member's name, when known.</param>
/// <param name="Since">When the monitor first saw it.</param>
public sealed record AlarmState(string Type, MemberId? Member, string? Name, DateTimeOffset Since)
{
    /// <summary>Whether some member's status tells it; false: only the alarm list does.</summary>
    public bool InStatus { get; init; } = true;
}
