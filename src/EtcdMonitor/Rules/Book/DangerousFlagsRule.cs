using EtcdMonitor.State;

namespace EtcdMonitor.Rules.Book;

/// <summary>A member runs with a flag that puts data at risk, or will at its next start.</summary>
internal sealed class DangerousFlagsRule : IRule
{
    /// <summary>Flag, what it does and what to do; the worst first.</summary>
    private static readonly (string Flag, string Does, string Repair)[] Flags =
    [
        ("force-new-cluster", "its next start throws all other members out of its data", "Take the flag away now, before anything restarts the member"),
        ("unsafe-no-fsync", "after a crash of its host it has lost writes that it acknowledged", "Take the flag away, and restart the members one by one"),
    ];

    public IReadOnlyList<Check> Checks { get; } =
    [
        new("dangerous_flags", "Flags that put data at risk", "Its command line has none of them") { UnseenOf = member => member.Flags.At is null ? member.Flags.Missing : null },
    ];

    public IEnumerable<Finding> Evaluate(ClusterState state, Thresholds thresholds, DateTimeOffset now) =>
        from member in state.Members
        let given = Flags.Where(f => IsSet(member.Flags.Values.GetValueOrDefault(f.Flag))).ToArray()
        where given.Length > 0
        select new Finding
        {
            Rule = "dangerous_flags",
            Title = "Dangerous flag",
            Severity = Severity.Warning,
            Confidence = member.Flags.ConfigFile is null ? Confidence.High : Confidence.Medium, // a configuration file overrules the command line
            Member = member.Name,
            Sentence = $"{member.Name} runs with --{given[0].Flag}: {given[0].Does}",
            StillWorks = "Reads and writes.",
            Hold = TimeSpan.FromMinutes(1),
            Evidence = [.. given.Select(f => new Evidence($"--{f.Flag}", $"command line, read at {Words.Time(member.Flags.At!.Value)}", member.Name, "flags"))],
            DoNext = [.. given.Select(f => new Step(f.Repair))],
        };

    /// <summary>As Go reads a boolean.</summary>
    private static bool IsSet(string? value) => value is "true" or "1" or "t" or "T" or "TRUE" or "True";
}
