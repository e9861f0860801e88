using EtcdMonitor.State;

namespace EtcdMonitor.Storage;

/// <summary>The figures of a state that are kept. What is not known is left out: a gap is a gap.</summary>
internal static class SampleSet
{
    public static IReadOnlyList<Sample> Of(ClusterState state)
    {
        List<Sample> samples = [];
        Add("", "voters_serving", state.ServingVoters.Count());
        Add("", "leader_changes", state.Leadership.Changes);
        Add("", "has_leader", state.Leadership.Leader is null ? 0 : 1);
        Add("", "request_rate", state.Metrics.RequestRate);
        Add("", "read_p50_ms", state.Metrics.Read.P50);
        Add("", "read_p99_ms", state.Metrics.Read.P99);
        Add("", "write_p50_ms", state.Metrics.Write.P50);
        Add("", "write_p99_ms", state.Metrics.Write.P99);
        foreach (MemberState member in state.Members)
        {
            Add(member.Name, "up", member.Reachable ? 1 : 0);
            Add(member.Name, "term", member.Term);
            Add(member.Name, "raft_index", member.RaftIndex);
            Add(member.Name, "behind", member.Behind);
            Add(member.Name, "db_size_bytes", member.DbSize);
            Add(member.Name, "db_size_in_use_bytes", member.DbSizeInUse);
            Add(member.Name, "status_ms", member.StatusTook?.TotalMilliseconds);
            Add(member.Name, "read_ms", member.ReadTook?.TotalMilliseconds);
            Add(member.Name, "request_rate", member.Metrics.RequestRate);
            Add(member.Name, "error_rate", member.Metrics.ErrorRate);
            Add(member.Name, "fsync_p99_ms", member.Metrics.FsyncP99Ms);
            Add(member.Name, "commit_p99_ms", member.Metrics.CommitP99Ms);
            Add(member.Name, "rtt_p50_ms", member.Metrics.RttP50Ms);
            Add(member.Name, "cpu_cores", member.Metrics.Cpu);
            Add(member.Name, "memory_bytes", member.Metrics.MemoryBytes);
            Add(member.Name, "open_fds", member.Metrics.OpenFds);
            Add(member.Name, "proposals_pending", member.Metrics.ProposalsPending);
        }

        return samples;

        void Add(string member, string name, double? value)
        {
            if (value is { } number && double.IsFinite(number))
            {
                samples.Add(new(state.At, state.Name, member, name, number));
            }
        }
    }
}
