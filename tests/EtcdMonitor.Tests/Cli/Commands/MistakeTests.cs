using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Commands;

public sealed class MistakeTests
{
    [Theory]
    [InlineData("staus", "unknown verb staus. Did you mean status? All:  etcd-monitor --help")]
    [InlineData("--endpoint=a:1", "unknown flag --endpoint. Did you mean --endpoints? All:  etcd-monitor --help")]
    [InlineData("status --endpoint a:1", "unknown flag --endpoint. Did you mean --endpoints? All:  etcd-monitor --help")]
    [InlineData("-x", "unknown flag -x. All:  etcd-monitor --help")]
    [InlineData("status -c", "--cluster needs a value. Write --cluster=NAME")]
    [InlineData("status -o jsno", "--output \"jsno\" is not known. Did you mean json?")]
    [InlineData("ctl get foo", "ctl is not in this version yet. All:  etcd-monitor --help")]
    [InlineData("--run-benchmark --benchmark-type=write", "--run-benchmark is not in this version yet. All:  etcd-monitor --help")]
    [InlineData("--kubeadm=/nowhere", "cannot read /nowhere/manifests/etcd.yaml (--kubeadm), there is no such file. Run on a control-plane node with etcd on it, or give its folder as --kubeadm=FOLDER")]
    [InlineData("status --kubeadm=/nowhere/etcd.yaml", "cannot read /nowhere/etcd.yaml (--kubeadm), there is no such file. Run on a control-plane node with etcd on it, or give its folder as --kubeadm=FOLDER")]
    [InlineData("version now", "version takes no argument, \"now\" is one too many. All:  etcd-monitor version --help")]
    [InlineData("demo --endpoints=a:1", "demo has no use for --endpoints. All:  etcd-monitor demo --help")]
    [InlineData("demo kil leader", "demo does not know kil. Did you mean kill? All:  etcd-monitor demo --help")]
    [InlineData("demo kill", "demo kill needs a member. Write:  etcd-monitor demo kill leader")]
    [InlineData("confg check", "unknown verb confg. Did you mean config? All:  etcd-monitor --help")]
    [InlineData("alerts", "alerts needs one of list, show, history, ack, export, test. All:  etcd-monitor alerts --help")]
    [InlineData("alerts tset", "alerts does not know tset. Did you mean test? All:  etcd-monitor alerts --help")]
    [InlineData("alerts test emial", "no channel is called emial. Did you mean email?")]
    [InlineData("alerts test slack", "alerts.slack.webhook_url is needed. Nothing was sent")]
    [InlineData("config", "config needs check or print. Write:  etcd-monitor config check")]
    [InlineData("config chek", "config does not know chek. Did you mean check? All:  etcd-monitor config --help")]
    [InlineData("config check me", "config check takes no argument, \"me\" is one too many. All:  etcd-monitor config --help")]
    [InlineData("config check --origin", "config check has no use for --origin. Did you mean config print? All:  etcd-monitor config --help")]
    [InlineData("config print --efective", "unknown flag --efective. Did you mean --effective? All:  etcd-monitor --help")]
    [InlineData("config print --monitor=x", "config has no use for --monitor. All:  etcd-monitor config --help")]
    [InlineData("status --origin", "status has no use for --origin. All:  etcd-monitor status --help")]
    [InlineData("--probe-interval=1_s", "--probe-interval \"1_s\" is no duration. Write 1s, 500ms or 1m30s")]
    [InlineData("--max-latency-ms -5", "--max-latency-ms -5 is below the least, 1")]
    [InlineData("--storage=postgresql://a/b", "--storage postgresql:// is not in this version yet. Give the path of an SQLite file")]
    [InlineData("--password-file=/nowhere --username=a", "cannot read /nowhere (--password-file), there is no such file")]
    [InlineData("--config=/nowhere.yaml", "cannot read /nowhere.yaml (--config), there is no such file")]
    [InlineData("--log-level=error --api-host=nowhere.invalid", "--api-host nowhere.invalid has no address. Write an address of this machine, or localhost")]
    [InlineData("status --monitor=ftp://x", "--monitor \"ftp://x\" is no URL. Write http://host:8080")]
    public async Task A_mistake_is_one_line_that_says_what_to_do(string arguments, string line)
    {
        Ran ran = await Ran.Async(arguments);
        ran.Exit.ShouldBe(2);
        ran.Out.ShouldBeEmpty();
        ran.Error.ShouldBe($"etcd-monitor: {line}\n");
    }

    [Fact]
    public async Task For_programs_a_mistake_is_an_object()
    {
        Ran ran = await Ran.Async("status -o json --enpoints=a");
        ran.Out.ShouldBeEmpty();
        ran.Error.ShouldBe("""{"error":{"code":"usage","message":"unknown flag --enpoints","hint":"Did you mean --endpoints? All:  etcd-monitor --help","exit":2}}""" + "\n");
    }

    [Fact]
    public async Task Mistakes_in_a_file_come_all_at_once_and_nothing_starts()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("config.yaml", "api:\n  prot: 1\nmonitoring:\n  probe_interval: 1 s\n");
        Ran ran = await Ran.Async($"--config={file}");
        ran.Exit.ShouldBe(2);
        ran.Error.Replace(folder.Path + "/", "", StringComparison.Ordinal).ShouldBe("""
            config.yaml:2:3   api.prot: unknown key, did you mean port?
            config.yaml:4:19  monitoring.probe_interval: "1 s" is no duration, write 1s, 500ms or 1m30s
            2 errors in config.yaml. Nothing was started.

            """);
    }

    [Fact]
    public async Task Without_a_demo_its_actions_say_so()
    {
        using TemporaryFolder folder = new();
        Ran ran = await Ran.Async("demo heal", ("XDG_RUNTIME_DIR", folder.Path));
        ran.Exit.ShouldBe(3);
        ran.Error.ShouldBe("etcd-monitor: no demo runs. Start one:  etcd-monitor demo\n");
    }

    [Fact]
    public async Task Without_a_monitor_and_endpoints_status_says_how_to_get_one()
    {
        Ran ran = await Ran.Async("status --monitor=http://127.0.0.1:1");
        ran.Exit.ShouldBe(3);
        ran.Error.ShouldBe("etcd-monitor: no monitor at http://127.0.0.1:1, connection refused. Start one:  etcd-monitor serve  Or ask etcd itself:  etcd-monitor status --endpoints=HOST:PORT\n");
    }
}
