using System.Collections.Immutable;
using EtcdMonitor.Rules;
using EtcdMonitor.State;

namespace EtcdMonitor.Server.Views;

/// <summary>
/// A cluster as the API, the live stream and <c>etcd-monitor status</c> show it: the answer in words, what it rests on and what to do.
/// Fields are only ever added. What is not known is null and has a row in <see cref="NotSeen"/>.
/// </summary>
public sealed record ClusterStatusView
{
    /// <summary>Configured name.</summary>
    public required string Cluster { get; init; }

    /// <summary>Configured labels.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>When this was written down.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Nothing worse than info was found.</summary>
    public bool Healthy { get; init; }

    /// <summary>How bad.</summary>
    public Severity Verdict { get; init; }

    /// <summary>Name of the rule behind the verdict; null: none.</summary>
    public string? Fault { get; init; }

    /// <summary>Class of fault in words; null: none.</summary>
    public string? Title { get; init; }

    /// <summary>Since when the verdict holds; null: nobody was asked yet.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Rounds in a row with this verdict.</summary>
    public long Rounds { get; init; }

    /// <summary>The verdict as a sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>What still works meanwhile.</summary>
    public string? StillWorks { get; init; }

    /// <summary>Name of the leader.</summary>
    public string? Leader { get; init; }

    /// <summary>Id of the leader; null: none.</summary>
    public ulong? LeaderId { get; init; }

    /// <summary>Id of the leader as etcdctl prints it.</summary>
    public string? LeaderIdHex { get; init; }

    /// <summary>When this leader was first seen.</summary>
    public DateTimeOffset? LeaderSince { get; init; }

    /// <summary>Whether there is a leader.</summary>
    public bool HasLeader { get; init; }

    /// <summary>Changes from one leader to another since the cluster was first watched.</summary>
    public int LeaderChanges { get; init; }

    /// <summary>When the last change was seen; null: never.</summary>
    public DateTimeOffset? LastLeaderChange { get; init; }

    /// <summary>Highest raft term seen.</summary>
    public ulong? Term { get; init; }

    /// <summary>etcd's cluster id.</summary>
    public ulong? ClusterId { get; init; }

    /// <summary>etcd's cluster id in hex.</summary>
    public string? ClusterIdHex { get; init; }

    /// <summary>Highest store revision seen.</summary>
    public long? Revision { get; init; }

    /// <summary>Members, started or not.</summary>
    public int MemberCount { get; init; }

    /// <summary>Voters that must agree.</summary>
    public int QuorumSize { get; init; }

    /// <summary>Whether members are cut off from each other; null: cannot be told.</summary>
    public bool? NetworkPartition { get; init; }

    /// <summary>Alarms that etcd raised.</summary>
    public ImmutableArray<AlarmView> Alarms { get; init; } = [];

    /// <summary>End of the last round; null: nobody was asked yet.</summary>
    public DateTimeOffset? LastCheck { get; init; }

    /// <summary>How many more members may fail.</summary>
    public required ToleranceView Tolerance { get; init; }

    /// <summary>Members in the order of etcd's list.</summary>
    public ImmutableArray<MemberView> Members { get; init; } = [];

    /// <summary>What the verdict rests on.</summary>
    public ImmutableArray<EvidenceView> Evidence { get; init; } = [];

    /// <summary>What was not seen and might therefore be otherwise.</summary>
    public ImmutableArray<NotSeenView> NotSeen { get; init; } = [];

    /// <summary>What changed before the verdict began, nearest first.</summary>
    public ImmutableArray<ChangeView> ChangedBefore { get; init; } = [];

    /// <summary>What to do, in order.</summary>
    public ImmutableArray<StepView> DoNext { get; init; } = [];

    /// <summary>All findings, the worst first.</summary>
    public ImmutableArray<FindingView> Findings { get; init; } = [];

    /// <summary>Alerts by state.</summary>
    public required AlertCountsView Alerts { get; init; }

    /// <summary>Unary requests a second, all members.</summary>
    public double? RequestRate { get; init; }

    /// <summary>Read latency P99, milliseconds.</summary>
    public double? ReadP99Ms { get; init; }

    /// <summary>Write latency P99, milliseconds.</summary>
    public double? WriteP99Ms { get; init; }

    /// <summary>Who measured the two.</summary>
    public FigureSource LatencySource { get; init; }

    /// <summary>Largest database file of a member, bytes.</summary>
    public long? DbSize { get; init; }

    /// <summary>Largest part in use of a member's database, bytes.</summary>
    public long? DbSizeInUse { get; init; }

    /// <summary>Smallest backend quota of a member, bytes.</summary>
    public double? QuotaBytes { get; init; }

    /// <summary>Writes down a snapshot as of <paramref name="now"/>, with the changes that preceded its verdict where they are known.</summary>
    public static ClusterStatusView From(ClusterSnapshot snapshot, DateTimeOffset now, ImmutableArray<ChangeView> changedBefore = default) =>
        StatusWriter.Write(snapshot, now, changedBefore.IsDefault ? [] : changedBefore);
}
