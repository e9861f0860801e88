using EtcdMonitor.Cli.Configuration;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class PrecedenceTests
{
    private const string File = "api:\n  port: 1111\n";

    [Fact]
    public void Without_anything_the_defaults_hold()
    {
        AppOptions options = Loading.Load().Options;
        options.Api.Port.ShouldBe(8080);
        options.Monitor.Clusters.Single().Endpoints.ShouldBe(["localhost:2379"]);
        options.Monitor.Thresholds.MinAvailableNodes.ShouldBeNull();
    }

    [Fact]
    public void The_file_hides_the_default() => Port(Loading.Load(File)).ShouldBe(1111);

    [Fact]
    public void The_environment_hides_the_file() =>
        Port(Loading.Load(File, environment: [("ETCD_MONITOR_API_PORT", "2222")])).ShouldBe(2222);

    [Fact]
    public void A_flag_hides_the_environment()
    {
        LoadedConfiguration loaded = Loading.Load(File, ["--api-port=3333"], [("ETCD_MONITOR_API_PORT", "2222")]);
        Port(loaded).ShouldBe(3333);
        loaded.Report.Origins["api.port"].ToString().ShouldBe("flag --api-port");
        loaded.Report.Origins["api.port"].Hides!.ToString().ShouldBe("environment ETCD_MONITOR_API_PORT");
    }

    [Fact]
    public void Any_key_can_come_from_the_environment()
    {
        LoadedConfiguration loaded = Loading.Load(environment: [("ETCD_MONITOR__MONITORING__THRESHOLDS__MAX_ERROR_RATE", "0.5"), ("ETCD_MONITOR__ETCD__TLS__SERVER_NAME", "etcd")]);
        loaded.Options.Monitor.Thresholds.MaxErrorRate.ShouldBe(0.5);
        loaded.Options.Monitor.Clusters.Single().Tls.ServerName.ShouldBe("etcd");
    }

    [Fact]
    public void Clusters_can_come_from_the_environment()
    {
        LoadedConfiguration loaded = Loading.Load(environment: [("ETCD_MONITOR__CLUSTERS__0__NAME", "eu"), ("ETCD_MONITOR__CLUSTERS__0__ENDPOINTS", "a:1,b:2")]);
        loaded.Report.Problems.ShouldBeEmpty();
        loaded.Options.Monitor.Clusters.Single().Name.ShouldBe("eu");
        loaded.Options.Monitor.Clusters.Single().Endpoints.ShouldBe(["a:1", "b:2"]);
    }

    [Theory]
    [InlineData("ETCD_MONITOR_PORT", "tcp://10.0.0.1:8080")]
    [InlineData("ETCD_MONITOR_SERVICE_HOST", "10.0.0.1")]
    [InlineData("ETCD_MONITOR_PORT_8080_TCP_ADDR", "10.0.0.1")]
    [InlineData("ETCD_MONITOR_API_PORT", "tcp://10.0.0.1:8080")]
    [InlineData("ETCD_MONITOR_API_SERVICE_PORT", "8080")]
    public void What_Kubernetes_says_about_a_service_of_our_name_is_not_for_us(string name, string value)
    {
        LoadedConfiguration loaded = Loading.Load(environment: [(name, value)]);
        loaded.IsValid.ShouldBeTrue();
        loaded.Report.Warnings.ShouldBeEmpty();
        Port(loaded).ShouldBe(8080);
    }

    [Fact]
    public void An_unknown_variable_of_our_prefix_only_warns()
    {
        LoadedConfiguration loaded = Loading.Load(environment: [("ETCD_MONITOR_API_PROT", "1")]);
        loaded.IsValid.ShouldBeTrue();
        loaded.Report.Warnings.ShouldBe(["ETCD_MONITOR_API_PROT is no variable of ours. Did you mean ETCD_MONITOR_API_PORT?"]);
    }

    [Fact]
    public void Endpoints_of_a_flag_stand_for_one_cluster_and_say_that_they_hide_the_file_s()
    {
        LoadedConfiguration loaded = Loading.Load("clusters:\n  - name: eu\n    endpoints: [a:1]\n  - name: us\n    endpoints: [b:1]\n", ["--endpoints=c:1"]);
        loaded.Options.Monitor.Clusters.Single().Endpoints.ShouldBe(["c:1"]);
        loaded.Report.Warnings.Single().ShouldStartWith("--endpoints hides clusters of ");
    }

    [Fact]
    public void Other_flags_of_etcd_go_into_each_cluster()
    {
        LoadedConfiguration loaded = Loading.Load("clusters:\n  - name: eu\n    endpoints: [a:1]\n  - name: us\n    endpoints: [b:1]\n    dial_timeout: 9s\n", ["--dial-timeout=2s"]);
        loaded.Options.Monitor.Clusters.Select(c => c.DialTimeout).ShouldBe([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)]);
    }

    [Fact]
    public void A_cluster_is_chosen_by_name()
    {
        const string Two = "clusters:\n  - name: payments-eu-1\n    endpoints: [a:1]\n  - name: us\n    endpoints: [b:1]\n";
        Loading.Load(Two, cluster: "us").Options.Monitor.Clusters.Single().Name.ShouldBe("us");
        Loading.Load(Two, cluster: "payment-eu-1").Report.Problems.Single().OnCommandLine.ShouldMatch("^no cluster payment-eu-1 in .*config.yaml. Did you mean payments-eu-1\\?$");
    }

    private static int Port(LoadedConfiguration loaded) => loaded.Options.Api.Port;
}
