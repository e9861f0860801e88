using System.Diagnostics;
using System.Globalization;

namespace Etcd.Testing;

/// <summary>
/// Whether a history could come from one store that does one operation at a time, each between its invocation and its return.
/// Wing and Gong's search with Lowe's memory of (what is ordered, state), a key at a time, since keys of one store are independent
/// (Herlihy and Wing's locality). The model of a key is etcd's: value, mod revision, version, and mod revisions that only grow.
/// </summary>
public static class Linearizability
{
    private static readonly TimeSpan DefaultBudget = TimeSpan.FromSeconds(30);

    /// <summary>Checks a history of keys that were missing before it began.</summary>
    /// <param name="history">What was recorded.</param>
    /// <param name="budget">How long to search; null: 30 s.</param>
    /// <param name="maxStates">How many states of the search to remember, about 60 bytes each.</param>
    public static LinearizabilityVerdict Check(History history, TimeSpan? budget = null, int maxStates = 4_000_000)
    {
        ArgumentNullException.ThrowIfNull(history);
        var start = Stopwatch.GetTimestamp();
        LinearizabilityVerdict? undecided = null;
        foreach (var key in history.Operations.GroupBy(operation => operation.Key, StringComparer.Ordinal).OrderBy(key => key.Key, StringComparer.Ordinal))
        {
            var search = new KeySearch([.. key], () => Stopwatch.GetElapsedTime(start) > (budget ?? DefaultBudget), maxStates);
            switch (search.Run())
            {
                case LinearizabilityOutcome.Violation:
                    return new(LinearizabilityOutcome.Violation, key.Key, search.Explain());
                case LinearizabilityOutcome.Undecided:
                    var looked = string.Create(CultureInfo.InvariantCulture, $"key {key.Key}: {key.Count()} operations are too many for the budget: {search.States} states in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
                    undecided ??= new(LinearizabilityOutcome.Undecided, key.Key, looked);
                    break;
                default:
                    break;
            }
        }
        return undecided ?? new(LinearizabilityOutcome.Linearizable, null, "linearizable");
    }
}
