using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>What is known of one member after a round.</summary>
public sealed record MemberState
{
    /// <summary>The endpoint that is asked; empty: the list names no client URL.</summary>
    public required string Endpoint { get; init; }

    /// <summary>etcd's member id; null: it never answered and no list tells.</summary>
    public MemberId? Id { get; init; }

    /// <summary>Name in the member list; the endpoint until it is known.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands, as the configuration says; null: it does not.</summary>
    public string? Zone { get; init; }

    /// <summary>What it is in the cluster.</summary>
    public MemberRole Role { get; init; }

    /// <summary>Whether it is a learner, by its own word or the list's.</summary>
    public bool IsLearner { get; init; }

    /// <summary>Whether the cluster's list names it; false: an endpoint of the configuration that is no member, or no list is known.</summary>
    public bool IsListed { get; init; }

    /// <summary>Whether anybody asked it: a listed member whose address is of no use to us is not, and nothing is known of it.</summary>
    public bool Asked { get; init; }

    /// <summary>Whether it answered <c>Status</c> in the last round. True says nothing about writes: see <see cref="Serves"/>.</summary>
    public bool Reachable { get; init; }

    /// <summary>Whether a linearizable read through it succeeded in the last round (permission denied counts as success, as in etcdctl).</summary>
    public bool Serves { get; init; }

    /// <summary>How long <see cref="Interruptions"/> are remembered.</summary>
    public static TimeSpan InterruptionsOf { get; } = TimeSpan.FromMinutes(1);

    /// <summary>When it stopped serving linearizable reads, within the last minute, oldest first.</summary>
    public ImmutableArray<DateTimeOffset> Interruptions { get; init; } = [];

    /// <summary>Why it did not answer the last round.</summary>
    public ProbeFailure? Failure { get; init; }

    /// <summary>Why it keeps its status to itself although it answers; null: it does not.</summary>
    public ProbeFailure? Denied { get; init; }

    /// <summary>Why the linearizable read failed in the last round.</summary>
    public ProbeFailure? ReadFailure { get; init; }

    /// <summary>Why the last new connection to it failed while it answered on the kept one; null: it did not.</summary>
    public ProbeFailure? NewConnectionFailure { get; init; }

    /// <summary>What our credentials are good for at it.</summary>
    public Capabilities Capabilities { get; init; } = new();

    /// <summary>Samples of it since the monitor started. A round without one says nothing new about it: its answers are late, and what stands here is older than the round.</summary>
    public long Samples { get; init; }

    /// <summary>End of the round that brought the last sample.</summary>
    public DateTimeOffset? SampledAt { get; init; }

    /// <summary>Rounds in a row without an answer.</summary>
    public int FailingRounds { get; init; }

    /// <summary>Start of <see cref="FailingRounds"/>.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Since when its present health holds.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Last time it answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Start of its answers in a row, the last one included; null: it did not answer the last round.</summary>
    public DateTimeOffset? AnsweringSince { get; init; }

    /// <summary>Names of members that hear raft messages from it while it does not answer us, by their metrics pages: its process lives. Empty: none is known to.</summary>
    public ImmutableArray<string> HeardBy { get; init; } = [];

    /// <summary>etcd's cluster id by its own word; null: it never answered.</summary>
    public ClusterId? ClusterId { get; init; }

    /// <summary>How its own member list differs from the one that most members give, such as <c>lacks etcd-3</c>; null: it does not.</summary>
    public string? ListDiffers { get; init; }

    /// <summary>Since when <see cref="ListDiffers"/>.</summary>
    public DateTimeOffset? ListDiffersSince { get; init; }

    /// <summary>Since when it says that it leads while another member knows a leader of a higher term; null: it does not.</summary>
    public DateTimeOffset? StaleLeaderSince { get; init; }

    /// <summary>Leader by its own word; null: it names none.</summary>
    public MemberId? NamedLeader { get; init; }

    /// <summary>Raft term.</summary>
    public ulong? Term { get; init; }

    /// <summary>Last raft index in its log.</summary>
    public ulong? RaftIndex { get; init; }

    /// <summary>When <see cref="RaftIndex"/> was last seen to move; null: it never told one.</summary>
    public DateTimeOffset? IndexMovedAt { get; init; }

    /// <summary>Last raft index that it applied.</summary>
    public ulong? AppliedIndex { get; init; }

    /// <summary>Entries behind the leader; null: one of the two is not known.</summary>
    public long? Behind { get; init; }

    /// <summary>Store revision.</summary>
    public long? Revision { get; init; }

    /// <summary>Database file, bytes.</summary>
    public long? DbSize { get; init; }

    /// <summary>Part of the database file in use, bytes.</summary>
    public long? DbSizeInUse { get; init; }

    /// <summary>etcd's version, such as <c>3.5.30</c>.</summary>
    public string? Version { get; init; }

    /// <summary>How long <c>Status</c> took.</summary>
    public TimeSpan? StatusTook { get; init; }

    /// <summary>How long the linearizable read took.</summary>
    public TimeSpan? ReadTook { get; init; }

    /// <summary>How long the serializable read took.</summary>
    public TimeSpan? LocalReadTook { get; init; }

    /// <summary>Latency of reads through it: by etcd's own histogram, else by the monitor's linearizable reads of the last minute.</summary>
    public Latency ReadLatency { get; init; } = Latency.Unknown("nothing was measured yet", FigureSource.Canary);

    /// <summary>Latency of writes through it.</summary>
    public Latency WriteLatency { get; init; } = Latency.Unknown("nothing was measured yet");

    /// <summary>Latency of single puts through it: one proposal each, from its start to the applied entry.</summary>
    public Latency ProposalCommitLatency { get; init; } = Latency.Unknown("nothing was measured yet");

    /// <summary>Size, growth and quota of its database.</summary>
    public DatabaseFigures Database { get; init; } = new();

    /// <summary>Space of the file system that its data are on.</summary>
    public DiskSpace Disk { get; init; } = new();

    /// <summary>The version that the cluster as a whole has agreed on, by its word; null: it did not tell.</summary>
    public string? ClusterVersion { get; init; }

    /// <summary>Flags on its command line.</summary>
    public MemberFlags Flags { get; init; } = new();

    /// <summary>The certificate that it showed on its client port at the last handshake; null: it speaks no TLS, or none was seen.</summary>
    public SeenCertificate? Certificate { get; init; }

    /// <summary>The certificate that it shows its peers; null: none was seen.</summary>
    public SeenCertificate? PeerCertificate { get; init; }

    /// <summary>The certificate that it showed on its metrics listener; null: it has none of its own, or none with TLS, or none was seen.</summary>
    public SeenCertificate? MetricsCertificate { get; init; }

    /// <summary>Why its peers' view of its certificate is not known; null: it is, or its peers speak no TLS.</summary>
    public string? PeerCertificateMissing { get; init; }

    /// <summary>Whether it applied nothing from the round before to the last one, so that its index and its revision belong together.</summary>
    public bool Settled { get; init; }

    /// <summary>Figures from its metrics page.</summary>
    public MemberMetrics Metrics { get; init; } = new();
}
