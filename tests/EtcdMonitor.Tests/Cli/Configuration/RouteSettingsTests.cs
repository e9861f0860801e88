using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Routing;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Configuration.Printing;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class RouteSettingsTests
{
    private const string Good = """
        alerts:
          slack: {webhook_url: "https://hooks.example.org/x"}
          pagerduty: {integration_key: abc}
          receivers:
            - name: chat
              channels: [slack]
            - {name: oncall, channels: "pagerduty, slack"}
          route:
            receiver: chat
            group_by: [cluster, rule]
            repeat_interval: 12h
            routes:
              - matchers: ['severity="critical"', member!=""]
                receiver: oncall
                group_wait: 10s
                routes:
                  - matchers: team=~db|storage
                    continue: true
                    group_by: [...]
        """;

    [Fact]
    public void A_tree_of_routes_is_read_as_it_is_written()
    {
        LoadedConfiguration loaded = Loading.Load(Good);

        loaded.Report.Problems.ShouldBeEmpty();
        AlertOptions alerts = loaded.Options.Monitor.Alerts;
        alerts.Receivers.Select(r => (r.Name, string.Join(',', r.Channels))).ShouldBe([("chat", "slack"), ("oncall", "pagerduty,slack")]);
        RouteOptions root = alerts.Route!, branch = root.Routes.ShouldHaveSingleItem(), leaf = branch.Routes.ShouldHaveSingleItem();
        root.ShouldSatisfyAllConditions(r => r.Receiver.ShouldBe("chat"), r => r.GroupBy.ShouldBe(["cluster", "rule"]), r => r.RepeatInterval.ShouldBe(TimeSpan.FromHours(12)), r => r.GroupWait.ShouldBeNull());
        branch.Matchers.Select(m => m.ToString()).ShouldBe(["severity=critical", "member!=\"\""]);
        branch.ShouldSatisfyAllConditions(r => r.Receiver.ShouldBe("oncall"), r => r.GroupWait.ShouldBe(TimeSpan.FromSeconds(10)));
        leaf.ShouldSatisfyAllConditions(r => r.Receiver.ShouldBeNull(), r => r.Continue.ShouldBeTrue(), r => r.GroupBy.ShouldBe(["..."]), r => r.Matchers.Single().Value.ShouldBe("db|storage"));
    }

    [Fact]
    public void Without_a_route_nothing_is_new() => Loading.Load("alerts: {console: {enabled: true}}").Options.Monitor.Alerts.Route.ShouldBeNull();

    [Fact]
    public void All_that_is_wrong_is_told_at_once_where_it_stands()
    {
        const string Yaml = """
            alerts:
              slack: {webhook_url: "https://hooks.example.org/x"}
              receivers:
                - name: chat
                  channels: [slack, email]
                - name: chat
                  channels: [carrier_pigeon]
                - channels: []
                - {name: x, chanels: [slack]}
              route:
                group_wait: soon
                matchers: [severity=info]
                routes:
                  - matchers: ['rule=~"("']
                    receiver: nobody
                  - receiver: chat
                    group_by: [cluster, ...]
                    repeat_interval: 5s
                  - matchers: [severity]
                    reciever: chat
            """;

        string[] problems = Loading.Problems(Yaml);

        problems.Select(p => p.Split([",", " that can"], StringSplitOptions.None)[0]).ShouldBe(
            [
                "config.yaml:5:17  alerts.receivers[0].channels: email is off: give alerts.email",
                "config.yaml:6:13  alerts.receivers[1].name: chat is the name of a receiver above",
                "config.yaml:7:17  alerts.receivers[1].channels: no channel is called carrier_pigeon. Known: console",
                "config.yaml:8:7  alerts.receivers[2].name: is missing: give each receiver a name",
                "config.yaml:8:17  alerts.receivers[2].channels: names no channel. Known: console",
                "config.yaml:9:17  alerts.receivers[3].chanels: unknown key",
                "config.yaml:9:7  alerts.receivers[3].channels: names no channel. Known: console",
                "config.yaml:11:17  alerts.route.group_wait: \"soon\" is no duration",
                "config.yaml:11:5  alerts.route: needs a receiver",
                "config.yaml:12:15  alerts.route.matchers: the root takes all that no branch does: give them to a branch",
                "config.yaml:14:19  alerts.route.routes[0].matchers: \"(\" in \"rule=~\"(\"\" is no regular expression",
                "config.yaml:15:19  alerts.route.routes[0].receiver: no receiver is called nobody",
                "config.yaml:16:9  alerts.route.routes[1].matchers: is needed: without it the branch takes all",
                "config.yaml:17:19  alerts.route.routes[1].group_by: ... is each alert by itself and stands alone",
                "config.yaml:18:26  alerts.route.routes[1].repeat_interval: is below the least",
                "config.yaml:19:19  alerts.route.routes[2].matchers: \"severity\" is no matcher",
                "config.yaml:20:9  alerts.route.routes[2].reciever: unknown key",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Receivers_without_a_route_are_a_mistake() =>
        Loading.Problems("alerts:\n  receivers:\n    - {name: chat, channels: [console]}\n").ShouldHaveSingleItem().ShouldStartWith("config.yaml:3:5  alerts.receivers: are told nothing without a route");

    [Fact]
    public void A_route_that_is_a_list_says_what_to_write() =>
        Loading.Problems("alerts:\n  route:\n    - receiver: chat\n").ShouldContain("config.yaml:3:5  alerts.route: is a group of keys, not a value, begin with receiver:");

    [Fact]
    public void What_is_printed_is_what_one_would_write()
    {
        PrintedSettings printed = SettingsPrinter.Print(Loading.Load(Good), effective: false);
        string yaml = string.Join('\n', YamlLines.Of(printed, origins: false).Select(l => string.Concat(l.Spans.Select(s => s.Text))));
        LoadedConfiguration again = Loading.Load(yaml.Replace("\"***\"", "https://hooks.example.org/x", StringComparison.Ordinal));

        again.Report.Problems.ShouldBeEmpty(yaml);
        SettingsPrinter.Print(again, effective: false).Tree.ToJsonString().ShouldBe(printed.Tree.ToJsonString());
        yaml.ShouldContain("matchers: [\"team=~db|storage\"]");
    }
}
