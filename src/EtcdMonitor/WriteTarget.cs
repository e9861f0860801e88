using EtcdMonitor.State;

namespace EtcdMonitor;

/// <summary>Decides whether the monitor may write, and through whom.</summary>
internal static class WriteTarget
{
    /// <summary>
    /// The endpoint that the next write of our own goes through: each voter that serves in its turn. Null: none, since the cluster has no leader or no quorum, or since
    /// NOSPACE would refuse it and each attempt would only hold up those who repair it.
    /// </summary>
    public static string? Of(ClusterState state)
    {
        MemberState[] serving = [.. state.ServingVoters];
        bool full = state.Alarms.Any(alarm => string.Equals(alarm.Type, "NOSPACE", StringComparison.Ordinal));
        if (full || state.Leadership.Leader is null || serving.Length < state.Quorum)
        {
            return null;
        }

        string? last = state.CanaryWrites.LastOrDefault()?.Endpoint;
        int turn = Array.FindIndex(serving, m => string.Equals(m.Endpoint, last, StringComparison.Ordinal)) + 1;
        return serving[turn % serving.Length].Endpoint;
    }
}
