using System.Text.Json.Nodes;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Configuration.Printing;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class PrintingTests
{
    private const string Many = """
        clusters:
          - name: eu
            labels: {region: eu-west, "team: a": "yes", note: "# no comment", price: '$${X}', code: "007"}
            endpoints: ["https://a:2379", "b:2379"]
            dial_timeout: 1m30s
          - name: us
            discover: false
            endpoints: [c, d]
            members: [{endpoint: "c:2379", zone: "1", metrics_url: "https://c:2381", metrics_tls: {server_name: c.internal}}, {endpoint: d, node_exporter_url: "http://d:9100/metrics"}]
        api: {host: 127.0.0.1, port: 1, public_url: "https://etcd.example.org/x?a=b#c", base_path: /etcd}
        monitoring: {thresholds: {max_error_rate: 0.015, min_available_nodes: 2}}
        storage: {sqlite: {path: "./a b/\"c\\d\t.db"}, retention: {metrics: 90d}}
        logging: {level: WARN}
        """;

    [Theory]
    [InlineData("", null)]
    [InlineData("api:\n  port: 1", null)]
    [InlineData("etcd:\n  endpoints: [a:1]", "prod")]
    [InlineData(Many, null)]
    [InlineData(Many, "us")]
    public void What_is_printed_loads_again_to_the_same(string yaml, string? cluster)
    {
        string[]? flags = yaml.StartsWith("etcd", StringComparison.Ordinal) ? ["--endpoints=b:1"] : null;
        LoadedConfiguration first = Loading.Load(yaml, flags, cluster: cluster);
        first.Report.Problems.ShouldBeEmpty();
        foreach (bool effective in new[] { false, true })
        {
            LoadedConfiguration second = Loading.Load(Text(first, effective));
            second.Report.Problems.ShouldBeEmpty();
            Same(first.Options, second.Options);
        }
    }

    [Fact]
    public void A_secret_that_comes_from_a_file_is_printed_as_the_file()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("secret", "https://hooks.example/canary\n");
        LoadedConfiguration loaded = Loading.Load($"alerts:\n  webhook:\n    url_file: {file}");
        Text(loaded, effective: false).ShouldBe($"alerts:\n  webhook:\n    url_file: {file}\n");
        Same(loaded.Options, Loading.Load(Text(loaded, effective: true)).Options);
    }

    [Fact]
    public void A_member_is_printed_with_the_place_of_each_value()
    {
        PrintedSettings printed = SettingsPrinter.Print(Loading.Load(Many, environment: [("ETCD_MONITOR__CLUSTERS__1__MEMBERS__1__ZONE", "b")]), effective: false);
        printed.Tree["clusters"]![1]!["members"]![1]!.ToJsonString().ShouldBe("""{"endpoint":"d","zone":"b","node_exporter_url":"http://d:9100/metrics"}""");
        printed.Origins["clusters[1].members[1].zone"].ShouldBe("environment ETCD_MONITOR__CLUSTERS__1__MEMBERS__1__ZONE");
        printed.Origins["clusters[1].members[0].metrics_tls.server_name"].ShouldEndWith("config.yaml:9");
    }

    [Fact]
    public void Endpoints_of_a_flag_leave_out_members_that_only_the_file_knows()
    {
        LoadedConfiguration loaded = Loading.Load("etcd:\n  endpoints: [a, b]\n  members: [{endpoint: a, zone: x}, {endpoint: b}]", ["--endpoints=b:2379"]);
        loaded.Report.Problems.ShouldBeEmpty();
        loaded.Options.Monitor.Clusters[0].Members.ShouldHaveSingleItem().Endpoint.ShouldBe("b");
        loaded.Report.Warnings.ShouldBe(["--endpoints hides a: its entry in etcd.members is left out"]);
        SettingsPrinter.Print(loaded, effective: false).Tree["etcd"]!["members"]!.ToJsonString().ShouldBe("""[{"endpoint":"b"}]""");
    }

    [Fact]
    public void A_switch_that_follows_from_others_says_so()
    {
        using TemporaryFolder folder = new();
        LoadedConfiguration loaded = Loading.Load(flags: [$"--cacert={folder.Write("ca.crt", "")}"]);
        SettingsPrinter.Print(loaded, effective: true).Origins["etcd.tls.enabled"].ShouldBe("follows from what is set");
    }

    [Theory]
    [InlineData("word", "word")]
    [InlineData("./data/x.db", "./data/x.db")]
    [InlineData("1m30s", "1m30s")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("No", "\"No\"")]
    [InlineData("007", "\"007\"")]
    [InlineData("2026-11-21", "\"2026-11-21\"")]
    [InlineData("1e5", "\"1e5\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("a\n", "\"a\\n\"")]
    [InlineData("\u001b[31m\u202e", "\"\\u001b[31m\\u202e\"")]
    public void A_text_is_quoted_where_it_would_be_read_as_something_else(string text, string written) => YamlText.Text(text).ShouldBe(written);

    private static string Text(LoadedConfiguration loaded, bool effective) =>
        string.Concat(YamlLines.Of(SettingsPrinter.Print(loaded, effective), origins: false).Select(l => l + "\n"));

    private static void Same(AppOptions one, AppOptions other)
    {
        other.Monitor.Clusters.Count.ShouldBe(one.Monitor.Clusters.Count);
        foreach ((var left, var right) in one.Monitor.Clusters.Zip(other.Monitor.Clusters))
        {
            Same([.. ClusterSettings.Identity, .. ClusterSettings.All], left, right);
            right.Members.ShouldBe(left.Members);
        }

        Same(ServiceSettings.All, one, other);
        other.Monitor.Channels.Webhook.Url.ShouldBe(one.Monitor.Channels.Webhook.Url);
        other.Monitor.Channels.PublicUrl.ShouldBe(one.Monitor.Channels.PublicUrl);
    }

    private static void Same<TTarget>(IReadOnlyList<SettingOf<TTarget>> settings, TTarget one, TTarget other)
        where TTarget : new()
    {
        foreach (SettingOf<TTarget> setting in settings)
        {
            JsonNode? value = PrintedValue.Of(setting.Kind, setting.Get(other));
            JsonNode.DeepEquals(value, PrintedValue.Of(setting.Kind, setting.Get(one))).ShouldBeTrue($"{setting.Key}: {value}");
        }
    }
}
