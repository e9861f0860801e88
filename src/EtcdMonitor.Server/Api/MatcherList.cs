using System.Collections.Immutable;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Alerts.Silences;

namespace EtcdMonitor.Server.Api;

/// <summary>Matchers that came over the API.</summary>
internal static class MatcherList
{
    /// <summary>The matchers, and all that is wrong with them, each beginning with the field.</summary>
    internal static (ImmutableArray<Matcher> Matchers, IReadOnlyList<string> Problems) Read(IEnumerable<string?>? texts, IMonitorSource monitor)
    {
        ImmutableArray<Matcher>.Builder matchers = ImmutableArray.CreateBuilder<Matcher>();
        List<string> problems = [];
        string[] known = [.. AlertLabels.Own, .. monitor.Snapshots.SelectMany(s => s.State.Labels.Keys).Distinct(StringComparer.Ordinal)];
        foreach (string? text in texts ?? [])
        {
            if (!Matcher.TryParse(text ?? "", out Matcher? matcher, out string? error))
            {
                problems.Add($"matchers: {error}");
            }
            else if (!known.Contains(matcher!.Label, StringComparer.Ordinal))
            {
                // a silence that matches nothing for a slip of the finger pages at night, one with != mutes all
                string advice = Suggestion.Nearest(matcher.Label, known) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", known)}";
                problems.Add($"matchers: no alert has a label {matcher.Label}, {advice}");
            }
            else
            {
                matchers.Add(matcher);
            }
        }

        return (matchers.ToImmutable(), problems.Count > 0 ? problems : [.. NewSilence.MatcherProblems(matchers.ToImmutable())]);
    }
}
