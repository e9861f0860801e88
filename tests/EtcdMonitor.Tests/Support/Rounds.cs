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
    private readonly Dictionary<int, ulong> _terms = [];
    private readonly Dictionary<int, int> _namedLeaders = [];
    private DateTimeOffset _now = Noon;

    public Rounds(int count = 3)
    {
        _count = count;
        State = ClusterFold.Start(new ClusterOptions { Name = "test", Endpoints = [.. Enumerable.Range(0, count).Select(Endpoint)] }, null, _now);
    }

    public ClusterState State { get; set; }

    public int? Leader { get; set; } = 0;

    public ulong Term { get; set; } = 2;

    public string[] Errors { get; set; } = [];

    public bool ListsAnswer { get; set; } = true;

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

    public Rounds Says(int member, ulong term, int leader) => With(() => (_terms[member], _namedLeaders[member]) = (term, leader));

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

    public ProbeRound Round() => new()
    {
        StartedAt = _now - TimeSpan.FromMilliseconds(5),
        EndedAt = _now,
        Members = [.. Enumerable.Range(0, _count).Select(Answers)],
        Pages = Pages is null ? [] : [.. Pages.At(_now).Where((_, member) => !_failures.ContainsKey(member))],
    };

    private MemberAnswers Answers(int member)
    {
        if (_failures.TryGetValue(member, out EtcdFailure failure))
        {
            return new() { Endpoint = Endpoint(member), Status = No<MemberStatus>(failure), LocalRead = No<ReadProof>(failure), Read = No<ReadProof>(failure), List = No<MemberList>(failure) };
        }

        ulong term = _terms.GetValueOrDefault(member, Term);
        int? leader = _leaderless.Contains(member) ? null : _namedLeaders.TryGetValue(member, out int named) ? named : Leader;
        ResponseHeader header = new(new ClusterId(0xC1), Id(member), new Revision(100), term);
        MemberStatus status = new(header, "3.5.30", leader is { } l ? Id(l) : default, _learners.Contains(member), 20_000_000, 15_000_000, 1000, 1000, term, null, null, Errors);
        return new()
        {
            Endpoint = Endpoint(member),
            Status = Yes(status),
            LocalRead = Yes(new ReadProof(header)),
            Read = _learners.Contains(member) ? null : _notServing.Contains(member) || leader is null ? No<ReadProof>(EtcdFailure.Timeout) : Yes(new ReadProof(header)),
            List = ListsAnswer && !_learners.Contains(member) ? Yes(new MemberList(header, [.. Enumerable.Range(0, _count).Select(Listed)])) : null,
        };
    }

    private Member Listed(int member) => new(Id(member), $"etcd-{member}", [$"http://10.0.0.{member + 1}:2380"], [$"http://{Endpoint(member)}"], _learners.Contains(member));

    private Answer<T> Yes<T>(T value)
        where T : class => new(_now, TimeSpan.FromMilliseconds(2), value, null);

    private Answer<T> No<T>(EtcdFailure failure)
        where T : class => new(_now, TimeSpan.FromMilliseconds(2), null, new(failure, $"test: {failure}"));

    private Rounds With(Action change)
    {
        change();
        return this;
    }
}
