using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>Addresses rather than members: one that is dead although its member answers elsewhere, one whose member was removed, and two that are the same member.</summary>
internal sealed class EndpointRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("endpoint_failing", "Each address of members with several", "No member is reached over a spare address"),
        new("endpoints_same_member", "Which member each endpoint is", "Each endpoint is another member"),
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) => [.. OfMembers(state), .. Left(state)];

    private static IEnumerable<Finding> OfMembers(ClusterState state) =>
        from member in state.Members
        where member.Id is not null && member.Reachable
        let others = state.Endpoints.Where(e => e.Member == member.Id && e.Endpoint != member.Endpoint).ToArray()
        let dead = others.Where(e => e.Failure is not null).ToArray()
        let twins = others.Where(e => e is { Failure: null, AnsweredAt: not null }).ToArray()
        from finding in new[] { dead.Length > 0 ? Dead(member, dead) : null, twins.Length > 0 ? Same(member, twins) : null }
        where finding is not null
        select finding;

    private static Finding Dead(MemberState member, EndpointState[] dead) => new()
    {
        Rule = "endpoint_failing",
        Title = "Address fails",
        Severity = Severity.Warning,
        Member = member.Name,
        Sentence = $"{member.Name} answers at {member.Endpoint}, but not at {List(dead)}: clients that know only that address cannot reach it",
        StillWorks = $"{member.Name} is watched over {member.Endpoint}.",
        Hold = TimeSpan.FromSeconds(30),
        Evidence = [.. dead.Select(e => new Evidence($"{e.Endpoint} {Words.Does(e.Failure)}", e.AnsweredAt is { } at ? $"last answer at {Words.Time(at)}" : "it has never answered us", member.Name, "status"))],
        DoNext = [.. Repairs.Of(member with { Endpoint = dead[0].Endpoint, Failure = dead[0].Failure })],
    };

    /// <summary>Where a member answered that no list has any more.</summary>
    private static IEnumerable<Finding> Left(ClusterState state) =>
        from endpoint in state.Endpoints
        where endpoint is { Member: not null, Failure: not null } && !state.Listed.IsEmpty && state.Listed.All(m => m.Id != endpoint.Member)
        select new Finding
        {
            Rule = "endpoint_failing",
            Title = "Address of a removed member",
            Severity = Severity.Info,
            Sentence = $"{endpoint.Endpoint} is of member {endpoint.Member}, which was removed from the cluster",
            StillWorks = "The cluster is watched through its members.",
            Confirm = 3, // a list that one member gives alone may be behind
            Evidence = [new($"{endpoint.Endpoint} {Words.Does(endpoint.Failure)}", endpoint.AnsweredAt is { } at ? $"last answer at {Words.Time(at)}" : "it has never answered us", null, "status"), new($"No list of the members names {endpoint.Member}", null, null, "members")],
            DoNext = [new($"Take {endpoint.Endpoint} out of the configuration, of the monitor and of the clients")],
        };

    private static Finding Same(MemberState member, EndpointState[] twins) => new()
    {
        Rule = "endpoints_same_member",
        Title = "Endpoints of one member",
        Severity = Severity.Info,
        Member = member.Name,
        Sentence = $"{List(twins)} and {member.Endpoint} are one member, {member.Name}: it is asked at {member.Endpoint}",
        Evidence = [.. twins.Select(e => new Evidence($"{e.Endpoint} answers as {e.Member}", null, member.Name, "status"))],
        DoNext = [new("Keep one of them in endpoints, or leave the other as a spare")],
    };

    private static string List(EndpointState[] endpoints) => string.Join(" and ", endpoints.Select(e => e.Endpoint));
}
