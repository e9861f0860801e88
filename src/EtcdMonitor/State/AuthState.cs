using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>What is known of authorization in the cluster.</summary>
/// <param name="Enabled">Whether it is on; null: not known.</param>
/// <param name="Revision">Counts the changes to users, roles and permissions.</param>
/// <param name="At">When a member was last asked.</param>
/// <param name="Reason">Why it is not known.</param>
public sealed record AuthState(bool? Enabled, ulong? Revision, DateTimeOffset At, string? Reason)
{
    /// <summary>When it was seen off after it had been on; null: it is on, or was never seen on.</summary>
    public DateTimeOffset? SwitchedOffAt { get; init; }

    internal static AuthState? Fold(AuthState? before, ProbeRound round) => round.Cluster?.Auth switch
    {
        null => before,
        { Value: { } auth } => new(auth.Enabled, auth.Revision, round.EndedAt, null)
        {
            SwitchedOffAt = auth.Enabled ? null : before?.Enabled == true ? round.EndedAt : before?.SwitchedOffAt,
        },
        var none => (before ?? new(null, null, round.EndedAt, null)) with { At = round.EndedAt, Enabled = null, Revision = null, Reason = none.Failure!.Message },
    };
}
