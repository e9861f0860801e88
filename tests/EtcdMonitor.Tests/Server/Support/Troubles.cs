using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Tests.Server.Support;

/// <summary>Clusters in trouble, in the words that the rules would use.</summary>
internal static class Troubles
{
    internal static ClusterSnapshot Partition(string name = "payments-eu-1", DateTimeOffset? now = null)
    {
        DateTimeOffset at = now ?? HandMade.Noon;
        ClusterState state = HandMade.State(name, 5, at);
        MemberState isolated = state.Members[2] with { Role = MemberRole.Isolated, Serves = false, Behind = 4565, ReadTook = null };
        return HandMade.Judged(
            state with { Members = state.Members.SetItem(2, isolated with { Metrics = isolated.Metrics with { PeerRoundTrip = Latency.Unknown("it measured no peer in the last minute") } }) },
            new Finding
            {
                Rule = "network_partition",
                Title = "Network partition",
                Severity = Severity.Critical,
                Sentence = "etcd-2 is cut off from the other four members",
                Member = "etcd-2",
                StillWorks = "Reads and writes still work through etcd-0, 1, 3 and 4. Clients bound to etcd-2 read stale data.",
                Since = at - TimeSpan.FromSeconds(252),
                Rounds = 252,
                Evidence =
                [
                    new("etcd-2 answers and names no leader", "term 18, index stands at 48,210,337", "etcd-2", "status"),
                    new("The other four agree on etcd-1", "term 18, index 48,214,902 and rising", null, "status"),
                    new("A linearizable read through it fails", "deadline 1 s; a serializable one answers in 2.1 ms", "etcd-2", "linearizable_read"),
                ],
                NotSeen = [new("members[2].hash", "Data hash of etcd-2", "equal on 5 of 5 at 02:50:31, none since"), new("path", "Where the path is cut", "only its two ends can be probed")],
                DoNext = [new("Leave etcd-2 running: a restart cannot heal a cut path"), new("Test the peer port from another member", "nc -vz -w2 10.4.3.12 2380"), new("Undo the last network change if it is the cause")],
            },
            healthy: 4);
    }

    internal static ClusterSnapshot QuorumLost(string name = "ledger-eu-2", DateTimeOffset? now = null)
    {
        DateTimeOffset at = now ?? HandMade.Noon;
        ClusterState state = HandMade.State(name, 3, at);
        DateTimeOffset since = at - TimeSpan.FromSeconds(38);
        return HandMade.Judged(
            state with
            {
                Members = [state.Members[0] with { Serves = false, ReadTook = null, Behind = null }, HandMade.Down(state.Members[1], since), HandMade.Down(state.Members[2], since)],
                Leadership = state.Leadership with { Leader = null, Name = null, Since = null, MissingSince = since },
            },
            new Finding
            {
                Rule = "quorum_lost",
                Title = "Quorum lost",
                Severity = Severity.Critical,
                Sentence = "1 of 3 voters is reachable, 2 are needed: no write and no linearizable read succeeds",
                StillWorks = "Serializable reads through etcd-0. Leases do not expire meanwhile.",
                Since = since,
                Rounds = 38,
                Evidence = [new("etcd-1 and etcd-2 refuse connections", "since 02:54:42"), new("etcd-0 answers and names no leader", null, "etcd-0", "status")],
                NotSeen = [new("members", "Data of etcd-1 and etcd-2", "whole or lost, nobody can tell from here")],
                DoNext = [new("Start etcd-1 or etcd-2: either one restores writes"), new("Remove no member, empty no data directory: both make the way back longer")],
            },
            healthy: 1,
            Down("etcd-1", since),
            Down("etcd-2", since));
    }

    internal static ClusterSnapshot CutOff(string name = "edge-sg-4", DateTimeOffset? now = null)
    {
        DateTimeOffset at = now ?? HandMade.Noon;
        DateTimeOffset since = at - TimeSpan.FromSeconds(1100);
        ClusterState state = HandMade.State(name, 3, at);
        return HandMade.Judged(
            state with
            {
                Members = [.. state.Members.Select(m => HandMade.Down(m, since))],
                Leadership = state.Leadership with { Leader = null, Name = null, Since = null },
                Metrics = state.Metrics with { RequestRate = Figure.Unknown("no member answers"), Read = Latency.Unknown("no member answers"), Write = Latency.Unknown("no member answers"), DbSize = null, DbSizeInUse = null },
            },
            new Finding
            {
                Rule = "monitor_blind",
                Title = "The monitor is cut off",
                Severity = Severity.Unknown,
                Sentence = "0 of 3 members answer; all went silent within 1 s, so the path is suspected, not the members",
                StillWorks = "Last seen healthy. A lost quorum would go unnoticed.",
                Since = since,
                Rounds = 1100,
                Evidence = [new("All three stopped answering within 1 s", "the path is suspected, not the members")],
                NotSeen = [new("members", "Everything about the cluster", "no member answers")],
                DoNext = [new("Test the way from the monitor's host", "nc -vz -w2 10.9.1.10 2379"), new("Ask from inside", "etcdctl endpoint health --cluster")],
            },
            healthy: 0);
    }

    /// <summary>One member of five is down: a warning.</summary>
    internal static ClusterSnapshot Degraded(string name = "search-us-1", DateTimeOffset? now = null)
    {
        DateTimeOffset at = now ?? HandMade.Noon;
        DateTimeOffset since = at - TimeSpan.FromSeconds(75);
        ClusterState state = HandMade.State(name, 5, at);
        return HandMade.Judged(
            state with { Members = state.Members.SetItem(4, HandMade.Down(state.Members[4], since)) },
            Down("etcd-4", since) with
            {
                StillWorks = "Reads and writes through the other four. One more may fail.",
                Evidence = [new("etcd-4 refuses connections", "75 rounds in a row", "etcd-4", "status")],
                DoNext = [new("Look at its process", "systemctl status etcd")],
            },
            healthy: 4);
    }

    private static Finding Down(string member, DateTimeOffset since) => new()
    {
        Rule = "member_down",
        Title = "Member down",
        Severity = Severity.Warning,
        Sentence = $"{member} refuses connections",
        Member = member,
        Since = since,
        Rounds = 75,
    };
}
