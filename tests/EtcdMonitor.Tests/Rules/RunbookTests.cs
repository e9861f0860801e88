using EtcdMonitor.Rules;

namespace EtcdMonitor.Tests.Rules;

public sealed class RunbookTests
{
    private static readonly string[] Rules = [.. RuleBook.Default.SelectMany(rule => rule.Checks).Select(check => check.Name).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void Every_rule_has_a_runbook() => Rules.ShouldAllBe(rule => Runbooks.PathOf(rule) != null);

    [Fact]
    public void No_runbook_is_about_a_rule_that_is_gone() => Runbooks.Names.ShouldBeSubsetOf([.. Rules, DeliveryWatch.Rule]);

    [Fact]
    public void A_runbook_says_what_it_means_what_to_look_at_and_what_to_do()
    {
        foreach (string rule in Runbooks.Names)
        {
            string text = Runbooks.TextOf(rule)!;
            text.ShouldContain($"\n`{rule}`\n");
            text.ShouldStartWith("# ");
            text.IndexOf("## Look", StringComparison.Ordinal).ShouldBeInRange(100, text.IndexOf("## Do\n", StringComparison.Ordinal), rule);
        }
    }
}
