using EtcdMonitor.Cli.Configuration;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class EscalationSettingsTests
{
    [Fact]
    public void Escalation_and_watchdog_are_read()
    {
        LoadedConfiguration loaded = Loading.Load("alerts: {slack: {webhook_url: 'https://hooks.example.org/x'}, escalation: {after: 15m, channels: [slack]}, watchdog: {url: 'https://hc.example.org/x', interval: 30s}}");

        loaded.Report.Problems.ShouldBeEmpty();
        loaded.Options.Monitor.Alerts.EscalateAfter.ShouldBe(TimeSpan.FromMinutes(15));
        loaded.Options.Monitor.Alerts.EscalateTo.ShouldBe(["slack"]);
        loaded.Options.Monitor.Channels.Watchdog.Url!.Reveal().ShouldBe("https://hc.example.org/x");
        loaded.Options.Monitor.Channels.Watchdog.Interval.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("alerts: {escalation: {after: 15m}}", "config.yaml:1:30  alerts.escalation.after: needs alerts.escalation.channels")]
    [InlineData("alerts: {escalation: {channels: [console]}}", "config.yaml:1:33  alerts.escalation.channels: needs alerts.escalation.after")]
    [InlineData("alerts: {escalation: {after: 15m, channels: [slack]}}", "config.yaml:1:45  alerts.escalation.channels: names slack, which is not on")]
    [InlineData("alerts: {escalation: {after: 15m, channels: [pager]}}", "config.yaml:1:45  alerts.escalation.channels: names pager, which is no channel")]
    [InlineData("alerts: {watchdog: {url: 'nowhere'}}", "config.yaml:1:26  alerts.watchdog.url: must be an http or https URL")]
    [InlineData("alerts: {watchdog: {interval: 1s}}", "config.yaml:1:31  alerts.watchdog.interval: 1s is below the least, 10s")]
    public void What_cannot_work_is_told_with_its_place(string yaml, string problem) => Loading.Problems(yaml).ShouldBe([problem]);
}
