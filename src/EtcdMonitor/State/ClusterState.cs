using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Probes;

namespace EtcdMonitor.State;

/// <summary>What is known of one cluster after a round. Immutable: readers share it without locks.</summary>
public sealed record ClusterState
{
    /// <summary>The cluster's configured name.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster's configured labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Rounds since the monitor started; 0: nobody was asked yet.</summary>
    public long Round { get; init; }

    /// <summary>End of the last round.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>etcd's cluster id; null until a member answered.</summary>
    public ClusterId? ClusterId { get; init; }

    /// <summary>Members in the order of the cluster's list, then endpoints whose member is not known.</summary>
    public ImmutableArray<MemberState> Members { get; init; } = [];

    /// <summary>What each address that is asked turned out to be, in the order of their names.</summary>
    public ImmutableArray<EndpointState> Endpoints { get; init; } = [];

    /// <summary>Members that answer as two processes.</summary>
    public IEnumerable<DuplicateMember> Duplicates => EndpointFold.Duplicates(Endpoints);

    /// <summary>Ids of the clusters that answered behind the endpoints; more than one: they are not of one cluster.</summary>
    public IEnumerable<ClusterId> ClusterIds => Endpoints.Select(e => e.Cluster).OfType<ClusterId>().Distinct();

    /// <summary>Voting members by the majority's list, started or not; the number of endpoints until a list is known.</summary>
    public int Voters { get; init; }

    /// <summary>Voters that must agree: <c>Voters / 2 + 1</c>.</summary>
    public int Quorum => (Voters / 2) + 1;

    /// <summary>Who leads, and the history of it.</summary>
    public Leadership Leadership { get; init; } = new();

    /// <summary>Alarms that members raise.</summary>
    public ImmutableArray<AlarmState> Alarms { get; init; } = [];

    /// <summary>Who is connected to whom, by the members' own metrics pages.</summary>
    public ConnectivityMatrix Matrix { get; init; } = new();

    /// <summary>Whether authorization is on; null: nobody was asked yet.</summary>
    public AuthState? Auth { get; init; }

    /// <summary>The alarm list as a member gave it last, without what was seen to end since.</summary>
    public ImmutableArray<Alarm> ListedAlarms { get; init; } = [];

    /// <summary>Highest store revision that a member named; null: none did.</summary>
    public long? Revision { get; init; }

    /// <summary>When the history was compacted.</summary>
    public Compactions Compactions { get; init; } = new();

    /// <summary>Figures of the cluster as a whole.</summary>
    public ClusterMetrics Metrics { get; init; } = new();

    /// <summary>Whether the members hold the same data, as far as their hashes tell.</summary>
    public HashState Hashes { get; init; } = new();

    /// <summary>The certificates that the monitor itself brings to a handshake: its own and the authorities that it trusts.</summary>
    public ImmutableArray<SeenCertificate> OwnCertificates { get; init; } = [];

    /// <summary>Since when members that answer run different versions; null: they run the same.</summary>
    public DateTimeOffset? MixedSince { get; init; }

    /// <summary>The longest election timeout that a member's command line names; etcd's default of 1 s where none does.</summary>
    public TimeSpan ElectionTimeout => Members.Max(m => m.Flags.Milliseconds("election-timeout")) ?? TimeSpan.FromSeconds(1);

    /// <summary>The member list as most members give it; kept while nobody answers.</summary>
    internal ImmutableArray<Member> Listed { get; init; } = [];

    /// <summary>Which member each endpoint turned out to be.</summary>
    internal ImmutableDictionary<string, MemberId> EndpointIds { get; init; } = ImmutableDictionary<string, MemberId>.Empty;

    /// <summary>Zones of the configuration, by <c>host:port</c>.</summary>
    internal ImmutableDictionary<string, string> Zones { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The monitor's own reads of the last minute.</summary>
    internal ImmutableArray<CanaryRead> CanaryReads { get; init; } = [];

    /// <summary>The monitor's own writes of late, the newest last.</summary>
    internal ImmutableArray<CanaryWrite> CanaryWrites { get; init; } = [];

    /// <summary>Voters that answered the last round.</summary>
    public IEnumerable<MemberState> ReachableVoters => Members.Where(m => m.Reachable && Votes(m));

    /// <summary>Voters that were asked in the last round and did not answer.</summary>
    public IEnumerable<MemberState> SilentVoters => Members.Where(m => m.Asked && !m.Reachable && Votes(m));

    /// <summary>Voters that nobody asks; nothing speaks against them. Silent endpoints whose member nobody knows are taken for some of them.</summary>
    public int UnaskedVoters => Math.Max(0, Members.Count(m => m is { Asked: false, IsLearner: false } && m.Role != MemberRole.Unstarted) - Members.Count(m => m is { Asked: true, Id: null } && !Listed.IsEmpty));

    /// <summary>Voters that do not answer us and that others hear: nothing is known against them.</summary>
    public IEnumerable<MemberState> HiddenVoters => SilentVoters.Where(m => !m.HeardBy.IsEmpty);

    /// <summary>Voters through which a linearizable read succeeded in the last round.</summary>
    public IEnumerable<MemberState> ServingVoters => Members.Where(m => m.Serves && Votes(m));

    /// <summary>A removed member and one of another cluster may answer too, and have no say here.</summary>
    private bool Votes(MemberState member) => !member.IsLearner && (member.IsListed || member.Id is null || Listed.IsEmpty);
}
