using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member answers over the connection that is kept and takes no new one: a certificate that was swapped for a bad one, or no file descriptors left.</summary>
internal sealed class NewConnectionsRule : IRule
{
    public IReadOnlyList<Check> Checks { get; } =
    [
        new("new_connections", "New connection", "It takes new connections") { UnseenOf = Sight.Answer },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where member.NewConnectionFailure is not null // known of members that answer only
        select new Finding
        {
            Rule = "new_connections",
            Title = "No new connections",
            Severity = Severity.Warning,
            Member = member.Name,
            Sentence = $"{member.Name} answers on an open connection, but a new one fails: it {Words.Does(member.NewConnectionFailure)}",
            StillWorks = "Clients that are connected already.",
            Confirm = 3,
            Hold = TimeSpan.FromSeconds(30),
            Evidence = [new("A fresh connection with its own handshake fails", member.NewConnectionFailure!.Message, member.Name, "status")],
            DoNext = [new($"Look at the certificate files and the open file descriptors of {member.Name}"), new("Try it yourself", Words.Reach(member))],
        };
}
