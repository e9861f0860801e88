using System.Text.Json;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Commands;

public sealed class ConfigCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_mistake_is_told_at_once_in_the_order_of_the_file()
    {
        Ran ran = await CheckAsync("""
            etcd:
              endpont: [a:2379]
            monitoring:
              probe_interval: 1 s
              thresholds:
                max_latency_ms: -5
            alerts:
              webhook:
                url: ${NOWHERE_URL}
            """);
        ran.Exit.ShouldBe(2);
        ran.Error.ShouldBeEmpty();
        ran.Out.ShouldBe("""
            config.yaml:2:3   etcd.endpont: unknown key, did you mean endpoints?
            config.yaml:4:19  monitoring.probe_interval: "1 s" is no duration, write 1s, 500ms or 1m30s
            config.yaml:6:21  monitoring.thresholds.max_latency_ms: -5 is below the least, 1
            config.yaml:9:10  alerts.webhook.url: ${NOWHERE_URL} is not set in the environment
            4 errors in config.yaml. Nothing was started.

            """);
    }

    [Fact]
    public async Task A_mistake_in_a_flag_or_the_environment_is_told_with_those_of_the_file()
    {
        Ran ran = await CheckAsync("api:\n  prot: 1\n", "--probe-interval=1_s", ("ETCD_MONITOR_LOG_LEVEL", "wran"));
        ran.Exit.ShouldBe(2);
        ran.Out.ShouldBe("""
            config.yaml:2:3  api.prot: unknown key, did you mean port?
            ETCD_MONITOR_LOG_LEVEL: "wran" is not known. Did you mean warn?
            --probe-interval "1_s" is no duration. Write 1s, 500ms or 1m30s
            3 errors in config.yaml, flags and environment. Nothing was started.

            """);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error()
    {
        Ran ran = await Ran.Async("config check --config=/nowhere.yaml");
        ran.Exit.ShouldBe(2);
        ran.Out.ShouldBe("cannot read /nowhere.yaml (--config), there is no such file\n1 error in flags and environment. Nothing was started.\n");
    }

    [Fact]
    public async Task Without_errors_one_sentence_says_what_was_checked()
    {
        Ran ran = await CheckAsync("clusters:\n  - {name: eu, endpoints: [a:1]}\n  - {name: us, endpoints: [b:1]}\n", "", ("ETCD_MONITOR_API_PROT", "1"));
        ran.Exit.ShouldBe(0);
        ran.Out.ShouldBe("No errors in config.yaml: 2 clusters (eu, us), 1 warning.\n");
        ran.Error.ShouldBe("warning: ETCD_MONITOR_API_PROT is no variable of ours. Did you mean ETCD_MONITOR_API_PORT?\n");
    }

    [Fact]
    public async Task It_touches_no_storage()
    {
        string storage = _folder.File("history.db");
        (await CheckAsync($"storage:\n  sqlite:\n    path: {storage}\n")).Exit.ShouldBe(0);
        File.Exists(storage).ShouldBeFalse();
    }

    [Fact]
    public async Task As_an_object_each_problem_has_its_place()
    {
        Ran ran = await CheckAsync("api:\n  prot: 1\n", "-o json --max-latency-ms=-5");
        ran.Exit.ShouldBe(2);
        ran.Error.ShouldBeEmpty();
        ran.Out.ShouldBe("""
            {
              "schema": "etcd-monitor.config-check/1",
              "valid": false,
              "file": "config.yaml",
              "clusters": [
                "default"
              ],
              "problems": [
                {
                  "file": "config.yaml",
                  "line": 2,
                  "column": 3,
                  "key": "api.prot",
                  "message": "unknown key",
                  "advice": "did you mean port?"
                },
                {
                  "file": null,
                  "line": null,
                  "column": null,
                  "key": "monitoring.thresholds.max_latency_ms",
                  "message": "--max-latency-ms -5 is below the least, 1",
                  "advice": null
                }
              ],
              "warnings": []
            }

            """);
    }

    [Fact]
    public async Task As_an_object_without_problems_the_list_is_empty()
    {
        JsonElement answer = JsonDocument.Parse((await CheckAsync("api:\n  port: 1\n", "-o json")).Out).RootElement;
        answer.GetProperty("valid").GetBoolean().ShouldBeTrue();
        answer.GetProperty("problems").GetArrayLength().ShouldBe(0);
    }

    private async Task<Ran> CheckAsync(string yaml, string more = "", params (string, string)[] environment)
    {
        Ran ran = await Ran.Async($"config check --config={_folder.Write("config.yaml", yaml)} {more}", environment);
        return ran with { Out = ran.Out.Replace(_folder.Path + "/", "", StringComparison.Ordinal) };
    }
}
