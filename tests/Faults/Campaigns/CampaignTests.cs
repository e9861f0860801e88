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
    [InlineData("patterns")]
    [InlineData("control-kv")]
    [InlineData("control-bank")]
    [InlineData("control-watch")]
    [InlineData("control-lock")]
    [InlineData("control-leader")]
    public async Task A_campaign_holds_for_a_few_faults(string name)
    {
        using TemporaryFolder evidence = new();
        var whole = Campaign.All.Single(each => each.Name == name);
        var campaign = whole.MustFail ? whole : whole with { Duration = TimeSpan.FromSeconds(6) }; // a control has the time that it needs to fail

        var result = await new UnitRun(campaign, EtcdVersion.Any, seed: 1).RunAsync(evidence.Path, TestContext.Current.CancellationToken);

        result.Passed.ShouldBeTrue(string.Join('\n', result.Wrong));
        result.Counts["faults"].ShouldBeGreaterThan(1);
        result.Counts["operations"].ShouldBeGreaterThan(50);
    }
}
