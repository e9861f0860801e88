using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Which cluster a verb is about that takes one only.</summary>
internal static class ClusterChoice
{
    /// <summary>The named one of <paramref name="known"/>, or the only one; else what to write.</summary>
    public static (string? Cluster, Failure? Failure) Of(string? asked, IReadOnlyList<string> known, string where)
    {
        if (asked is not null)
        {
            return known.Contains(asked, StringComparer.Ordinal) ? (asked, null) : (null, Unknown(asked, known, where));
        }

        return known.Count == 1
            ? (known[0], null)
            : (null, Failure.Usage($"{where} has {known.Count} clusters, and this is about one", $"Give -c, one of {string.Join(", ", known)}"));
    }

    /// <summary>No cluster has that name.</summary>
    public static Failure Unknown(string name, IEnumerable<string> known, string where)
    {
        string[] names = [.. known];
        string? near = Suggestion.Nearest(name, names);
        return Failure.Usage($"no cluster {name} in {where}", near is null ? $"Known: {string.Join(", ", names)}" : $"Did you mean {near}?");
    }
}
