using System.Text.RegularExpressions;
using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Cli;

namespace EtcdMonitor.Tests.Architecture;

/// <summary>docs/rules.md names the rules that there are, and their settings.</summary>
public sealed partial class RuleDocumentTests
{
    private static readonly string Document = Repository.Read("docs/rules.md");

    [Fact]
    public void Every_rule_stands_in_the_table_in_the_order_of_the_book() =>
        Row().Matches(Document).Select(row => row.Groups[1].Value).ShouldBe(RuleBook.Default.SelectMany(rule => rule.Checks).Select(check => check.Name));

    [Fact]
    public void Every_limit_is_a_setting_of_some_rule_and_the_reverse()
    {
        string[] told = [.. Row().Matches(Document).SelectMany(row => Setting().Matches(row.Groups[2].Value)).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] keys = [.. ThresholdKey().Matches(Repository.Read("config.example.yaml")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];

        keys.ShouldContain("max_memory_mb");
        told.ShouldBe(keys);
    }

    [GeneratedRegex(@"^\| `(\w+)` \|.*\|([^|]*)\|$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(\\w+)`", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Setting();

    /// <summary>Lines of the example file between the limits' heading and the next section.</summary>
    [GeneratedRegex(@"(?<=^  thresholds:\n(?:    .*\n)*)    (?:# )?(\w+):", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ThresholdKey();
}
