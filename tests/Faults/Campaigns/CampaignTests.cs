using Etcd.Testing;
using EtcdMonitor.Tests.Support;

namespace Faults.Campaigns;

/// <summary>A slice of <c>make faults</c>.</summary>
public sealed class CampaignTests
{
    [Theory]
    [InlineData("kv")]
    [InlineData("bank")]
    [InlineData("watch")]
    [InlineData("control-kv")]
    [InlineData("control-bank")]
    [InlineData("control-watch")]
    public async Task A_campaign_holds_for_a_few_faults(string name)
    {
        using TemporaryFolder evidence = new();
        var campaign = Campaign.All.Single(each => each.Name == name) with { Duration = TimeSpan.FromSeconds(6) };

        var result = await new UnitRun(campaign, EtcdVersion.Any, seed: 1).RunAsync(evidence.Path, TestContext.Current.CancellationToken);

        result.Passed.ShouldBeTrue(string.Join('\n', result.Wrong));
        result.Counts["faults"].ShouldBeGreaterThan(1);
        result.Counts["operations"].ShouldBeGreaterThan(50);
    }
}
