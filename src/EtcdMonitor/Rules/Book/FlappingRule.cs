using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member stops serving and serves again, over and over: packets get lost, or it is on the verge of its strength. No round alone shows more than a moment.</summary>
internal sealed class FlappingRule : IRule
{
    /// <summary>An election stops each member once, a restart one of them once or twice. Measured with 30 % of the packets between peers lost: about 15 times a minute.</summary>
    private const int Often = 4;

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("flapping", "Interruptions within a minute", "It serves without interruption") { UnseenOf = Sight.Asked },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        where member.Interruptions.Length >= Often
        select new Finding
        {
            Rule = "flapping",
            Title = "Member flaps",
            Severity = Severity.Warning,
            Confidence = Confidence.High,
            Member = member.Name,
            Sentence = $"{member.Name} stopped serving {member.Interruptions.Length} times within a minute, and came back each time",
            StillWorks = "Reads and writes in between.",
            Since = member.Interruptions[0],
            Confirm = 1, // each of them was a round of its own
            Hold = TimeSpan.FromSeconds(30),
            KeepFiring = MemberState.InterruptionsOf,
            Evidence =
            [
                new($"Linearizable reads through {member.Name} failed and succeeded again", $"{member.Interruptions.Length} times since {Words.Time(member.Interruptions[0])}, the last at {Words.Time(member.Interruptions[^1])}", member.Name, "linearizable_read"),
                .. member.ReadFailure is { } failure ? [new($"The last read through {member.Name} fails", failure.Message, member.Name, "linearizable_read")] : Array.Empty<Evidence>(),
            ],
            NotSeen = [new("connectivity", "Packets that are lost", "no member counts them: round trips and interruptions are what they lead to")],
            DoNext =
            [
                new($"Look for lost packets between {member.Name} and its peers: errors of its interface, a full link, a cable", "ip -s link"),
                new($"Look at the processor and the disk of {member.Name}: on the verge of its strength it does the same"),
            ],
        };
}
