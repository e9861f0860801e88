using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Clusters;
using EtcdMonitor.Probes;
using EtcdMonitor.State;

namespace EtcdMonitor.Tests.Support;

/// <summary>Builds rounds of answers of a cluster etcd-0 … etcd-N, and folds them.</summary>
internal sealed class Rounds
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly int _count;
    private readonly Dictionary<int, EtcdFailure> _failures = [];
    private readonly HashSet<int> _notServing = [];
    private readonly HashSet<int> _leaderless = [];
    private readonly HashSet<int> _learners = [];
    private readonly HashSet<int> _late = [];
    private readonly HashSet<int> _unstarted = [];
    private readonly HashSet<int> _denied = [];
    private readonly Dictionary<int, ulong> _terms = [];
    private readonly Dictionary<int, int> _namedLeaders = [];
    private readonly Dictionary<int, ulong> _indexes = [];
    private readonly Dictionary<int, ulong> _applied = [];
    private readonly Dictionary<int, ulong> _clusters = [];
    private readonly Dictionary<int, int[]> _lists = [];
    private DateTimeOffset _now = Noon;

    public Rounds(int count = 3)
    {
        _count = count;
        State = ClusterFold.Start(new ClusterOptions { Name = "test", Endpoints = [.. Enumerable.Range(0, count).Select(Endpoint)] }, null, _now);
    }

    public ClusterState State { get; set; }

    public int? Leader { get; set; } = 0;

    public ulong Term { get; set; } = 2;

    /// <summary>Raft index of every member that has none of its own.</summary>
    public ulong Index { get; set; } = 1000;

    public string[] Errors { get; set; } = [];

    public bool ListsAnswer { get; set; } = true;

    /// <summary>How long linearizable reads take.</summary>
    public TimeSpan ReadTook { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Whether members that do not answer show their metrics page all the same.</summary>
    public bool PagesOfSilent { get; set; }

    /// <summary>What arrives beside each round.</summary>
    public SlowAnswers Slow { get; set; } = SlowAnswers.None;

    /// <summary>The metrics pages that come with each round; null: none.</summary>
    public Pages? Pages { get; set; }

    public static string Endpoint(int member) => $"10.0.0.{member + 1}:2379";

    public static MemberId Id(int member) => new((ulong)(0xA0 + member));

    public Rounds Down(int member, EtcdFailure failure = EtcdFailure.Refused) => With(() => _failures[member] = failure);

    public Rounds Up(int member) => With(() =>
    {
        _failures.Remove(member);
        _notServing.Remove(member);
        _leaderless.Remove(member);
    });

    public Rounds NotServing(params int[] members) => With(() => _notServing.UnionWith(members));

    public Rounds Serving(params int[] members) => With(() => _notServing.ExceptWith(members));

    /// <summary>The member answers, names no leader and serves nothing.</summary>
    public Rounds Leaderless(params int[] members) => With(() =>
    {
        _leaderless.UnionWith(members);
        _notServing.UnionWith(members);
    });

    public Rounds Learner(int member) => With(() => _learners.Add(member));

    /// <summary>Its answers are not there yet.</summary>
    public Rounds Late(int member) => With(() => _late.Add(member));

    public Rounds InTime(int member) => With(() => _late.Remove(member));

    /// <summary>The list names it, without a name and client URLs, and nobody can ask it.</summary>
    public Rounds Unstarted(int member) => With(() => _unstarted.Add(member));

    /// <summary>It refuses its status; a learner refuses every question.</summary>
    public Rounds Denies(params int[] members) => With(() => _denied.UnionWith(members));

    public Rounds Says(int member, ulong term, int leader) => With(() => (_terms[member], _namedLeaders[member]) = (term, leader));

    /// <summary>The member names its own leader and term no more, but the cluster's.</summary>
    public Rounds SaysAsAll(int member) => With(() => _ = _terms.Remove(member) | _namedLeaders.Remove(member));

    /// <summary>The member's index, and what it applied of it; null: as all.</summary>
    public Rounds Has(int member, ulong? index, ulong? applied = null) => With(() => (_, _) = (Put(_indexes, member, index), Put(_applied, member, applied)));

    /// <summary>The member belongs to another cluster.</summary>
    public Rounds OfCluster(int member, ulong cluster) => With(() => _clusters[member] = cluster);

    /// <summary>The member's own list names only these; none: as all.</summary>
    public Rounds Lists(int member, params int[] named) => With(() => _ = named.Length == 0 ? _lists.Remove(member) : Put(_lists, member, named));


    /// <summary>Plays rounds, one second apart.</summary>
    public ClusterState Play(int rounds = 1)
    {
        for (int i = 0; i < rounds; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            State = ClusterFold.Fold(State, Round());
        }

        return State;
    }

    /// <summary>Plays one round and hands it out.</summary>
    public ClusterState Play(out ProbeRound round)
    {
        _now += TimeSpan.FromSeconds(1);
        round = Round();
        return State = ClusterFold.Fold(State, round);
    }

    public ProbeRound Round() => new()
    {
        StartedAt = _now - TimeSpan.FromMilliseconds(5),
        EndedAt = _now,
        Members = [.. Enumerable.Range(0, _count).Where(m => !_late.Contains(m) && !_unstarted.Contains(m)).Select(Answers)],
        Waiting = [.. _late.Order().Select(Endpoint)],
        Slow = Slow,
        Pages = Pages is null ? [] : [.. Pages.At(_now).Where((_, member) => PagesOfSilent || !_failures.ContainsKey(member))],
    };

    private MemberAnswers Answers(int member)
    {
        if (_failures.TryGetValue(member, out EtcdFailure failure))
        {
            return new() { Endpoint = Endpoint(member), Status = No<MemberStatus>(failure), LocalRead = No<ReadProof>(failure), Read = No<ReadProof>(failure), List = No<MemberList>(failure) };
        }

        ulong term = _terms.GetValueOrDefault(member, Term);
        int? leader = _leaderless.Contains(member) ? null : _namedLeaders.TryGetValue(member, out int named) ? named : Leader;
        ResponseHeader header = new(new ClusterId(_clusters.GetValueOrDefault(member, 0xC1UL)), Id(member), new Revision(100), term);
        MemberStatus status = new(header, "3.5.30", leader is { } l ? Id(l) : default, _learners.Contains(member), 20_000_000, 15_000_000, _indexes.GetValueOrDefault(member, Index), _applied.GetValueOrDefault(member, _indexes.GetValueOrDefault(member, Index)), term, null, null, Errors);
        if (_denied.Contains(member) && _learners.Contains(member))
        {
            return new() { Endpoint = Endpoint(member), Status = No<MemberStatus>(EtcdFailure.Unauthenticated), LocalRead = No<ReadProof>(EtcdFailure.Unauthenticated) };
        }

        return new()
        {
            Endpoint = Endpoint(member),
            Status = _denied.Contains(member) ? No<MemberStatus>(EtcdFailure.PermissionDenied) : Yes(status),
            LocalRead = Yes(new ReadProof(header)),
            Read = _learners.Contains(member) ? null : _notServing.Contains(member) || leader is null ? No<ReadProof>(EtcdFailure.Timeout) : Yes(new ReadProof(header)) with { Took = ReadTook },
            List = ListsAnswer && !_learners.Contains(member) ? Yes(new MemberList(header, [.. (_lists.TryGetValue(member, out int[]? own) ? own : _clusters.ContainsKey(member) ? [member] : Enumerable.Range(0, _count).Where(m => !_clusters.ContainsKey(m))).Select(Listed)])) : null,
        };
    }

    private Member Listed(int member) => _unstarted.Contains(member)
        ? new(Id(member), "", [$"http://10.0.0.{member + 1}:2380"], [], _learners.Contains(member))
        : new(Id(member), $"etcd-{member}", [$"http://10.0.0.{member + 1}:2380"], [$"http://{Endpoint(member)}"], _learners.Contains(member));

    private Answer<T> Yes<T>(T value)
        where T : class => new(_now, TimeSpan.FromMilliseconds(2), value, null);

    private Answer<T> No<T>(EtcdFailure failure)
        where T : class => new(_now, TimeSpan.FromMilliseconds(2), null, new(failure, $"test: {failure}"));

    private static bool Put<T>(Dictionary<int, T> values, int member, T value)
        where T : class
    {
        values[member] = value;
        return true;
    }

    private static bool Put(Dictionary<int, ulong> values, int member, ulong? value)
    {
        if (value is { } known)
        {
            values[member] = known;
            return true;
        }

        return values.Remove(member);
    }

    private Rounds With(Action change)
    {
        change();
        return this;
    }
}
