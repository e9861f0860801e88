using EtcdMonitor.Rules;

namespace Faults.Truth;

/// <summary>Which rule of the book gives which verdict.</summary>
internal static class RuleNames
{
    /// <summary>The rule in force that gives a verdict; null: none does.</summary>
    public static IRule? GiverOf(string verdict) => RuleBook.Default.FirstOrDefault(rule => rule.Checks.Any(check => check.Name == verdict));

    /// <summary>The book without the rule that gives a verdict.</summary>
    public static IReadOnlyList<IRule> BookWithout(string verdict) => [.. RuleBook.Default.Where(rule => rule != GiverOf(verdict))];
}
