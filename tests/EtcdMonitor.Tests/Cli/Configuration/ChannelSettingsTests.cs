using EtcdMonitor.Channels;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class ChannelSettingsTests
{
    [Fact]
    public void A_channel_is_on_when_what_it_needs_is_given_and_nobody_says_otherwise()
    {
        ChannelOptions channels = Loading.Load("""
            alerts:
              slack: {webhook_url: "https://hooks.example.org/x"}
              discord: {webhook_url: "https://discord.example.org/x", enabled: false}
            """).Options.Monitor.Channels;

        channels.On.ShouldBe(["console", "slack"]);
    }

    [Fact]
    public void What_a_channel_lacks_is_told_where_somebody_switched_it_on()
    {
        const string Yaml = """
            alerts:
              email:
                enabled: true
                from: nobody
                to: [a@example.org, not an address]
                username: monitor
              slack:
                webhook_url: hooks.example.org
              pagerduty:
                enabled: true
              telegram:
                bot_token: 1:a
            """;

        Loading.Problems(Yaml).ShouldBe(
            [
                "config.yaml:3:14  alerts.email.smtp_server: is needed",
                "config.yaml:4:11  alerts.email.from: \"nobody\" is no mail address",
                "config.yaml:5:9  alerts.email.to: \"not an address\" is no mail address",
                "config.yaml:3:14  alerts.email.password: is needed beside a username",
                "config.yaml:8:18  alerts.slack.webhook_url: must be an http or https URL",
                "config.yaml:10:14  alerts.pagerduty.integration_key: is needed",
                "config.yaml:12:16  alerts.telegram.chat_id: is needed",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("slack", "webhook_url: s3cret")]
    [InlineData("pagerduty", "integration_key: s3cret")]
    [InlineData("opsgenie", "api_key: s3cret")]
    [InlineData("teams", "webhook_url: s3cret")]
    [InlineData("discord", "webhook_url: s3cret")]
    [InlineData("telegram", "bot_token: s3cret")]
    [InlineData("email", "password: s3cret")]
    public void No_key_is_ever_printed(string channel, string setting) =>
        Loading.Problems($"alerts:\n  {channel}: {{{setting}}}\n").ShouldAllBe(problem => !problem.Contains("s3cret", StringComparison.Ordinal));

    [Fact]
    public void A_variable_that_is_not_set_is_told_once() =>
        Loading.Problems("alerts:\n  slack: {enabled: true, webhook_url: \"${NOWHERE}\"}\n").ShouldHaveSingleItem().ShouldContain("${NOWHERE} is not set");
}
