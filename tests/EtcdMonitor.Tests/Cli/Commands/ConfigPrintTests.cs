using System.Text.Json;
using Etcd.Testing;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Commands;

public sealed class ConfigPrintTests : IDisposable
{
    private const string Yaml = """
        etcd:
          username: monitor
          endpoints: [a:2379]
          dial_timeout: 2s

          password: ${ETCD_PASSWORD}
        api:
          port: 8081
        alerts:
          webhook:
            headers: {Authorization: "Bearer ${TOKEN}"}
        """;

    private static readonly (string, string)[] Environment = [("ETCD_PASSWORD", "canary-1"), ("TOKEN", "canary-2"), ("ETCD_MONITOR_API_PORT", "9090")];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_what_is_set_is_printed() => (await PrintAsync("")).ShouldBe("""
        etcd:
          endpoints: ["10.4.1.10:2379", "10.4.2.11:2379"]
          dial_timeout: 2s
          username: monitor
          password: "***"
        api:
          port: 9090
        alerts:
          webhook:
            headers:
              Authorization: "***"

        """);

    [Fact]
    public async Task Origins_are_comments_in_a_column() => (await PrintAsync("--origin")).ShouldBe("""
        etcd:
          endpoints: ["10.4.1.10:2379", "10.4.2.11:2379"]  # flag --endpoints, hides config.yaml:3
          dial_timeout: 2s                                 # config.yaml:4
          username: monitor                                # config.yaml:2
          password: "***"                                  # ${ETCD_PASSWORD}, config.yaml:6
        api:
          port: 9090                                       # environment ETCD_MONITOR_API_PORT, hides config.yaml:8
        alerts:
          webhook:
            headers:                                       # ${TOKEN}, config.yaml:11
              Authorization: "***"

        """);

    [Fact]
    public async Task Effective_has_the_defaults_too() => Golden.Match("config-print.txt", await PrintAsync("--effective --origin"));

    [Fact]
    public async Task As_an_object_values_keep_their_sort()
    {
        JsonElement answer = JsonDocument.Parse(await PrintAsync("--origin -o json")).RootElement;
        answer.GetProperty("schema").GetString().ShouldBe("etcd-monitor.config/1");
        answer.GetProperty("file").GetString().ShouldBe("config.yaml");
        answer.GetProperty("settings").GetProperty("api").GetProperty("port").GetInt32().ShouldBe(9090);
        answer.GetProperty("settings").GetProperty("etcd").GetProperty("password").GetString().ShouldBe("***");
        answer.GetProperty("origins").GetProperty("api.port").GetString().ShouldBe("environment ETCD_MONITOR_API_PORT, hides config.yaml:8");
    }

    [Fact]
    public async Task Without_any_setting_it_says_how_to_see_the_defaults() =>
        (await Ran.Async($"config print --config={_folder.Write("empty.yaml", "")}")).Out.ShouldBe("# Nothing is set. The defaults:  etcd-monitor config print --effective\n");

    [Fact]
    public async Task A_wrong_configuration_is_not_printed()
    {
        Ran ran = await Ran.Async($"config print --config={_folder.Write("wrong.yaml", "api:\n  prot: 1")}");
        ran.Exit.ShouldBe(2);
        ran.Out.ShouldBeEmpty();
        ran.Error.ShouldContain("api.prot: unknown key, did you mean port?");
    }

    private async Task<string> PrintAsync(string more)
    {
        string file = _folder.Write("config.yaml", Yaml);
        Ran ran = await Ran.Async($"config print --config={file} --endpoints=10.4.1.10:2379,10.4.2.11:2379 {more}", Environment);
        ran.Error.ShouldBeEmpty();
        ran.Exit.ShouldBe(0);
        return ran.Out.Replace(_folder.Path + "/", "", StringComparison.Ordinal);
    }
}
