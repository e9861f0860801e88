using EtcdMonitor.Cli.Configuration;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class ProblemTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_place()
    {
        const string Yaml = """
            clusters:
              - name: eu
                endpoints: [a:2379]
                endpont: [b:2379]
              - name: us
                endpoints: [c:2379]
                tls:
                  ca_file: /nowhere/ca.crt
            monitoring:
              probe_interval: 1 s
              thresholds:
                max_latency_ms: -5
            alerts:
              webhook:
                url: ${NOWHERE_URL}
            """;
        Loading.Problems(Yaml).ShouldBe(
        [
            "config.yaml:10:19  monitoring.probe_interval: \"1 s\" is no duration, write 1s, 500ms or 1m30s",
            "config.yaml:12:21  monitoring.thresholds.max_latency_ms: -5 is below the least, 1",
            "config.yaml:15:10  alerts.webhook.url: ${NOWHERE_URL} is not set in the environment",
            "config.yaml:4:5  clusters[0].endpont: unknown key, did you mean endpoints?",
            "config.yaml:8:16  clusters[1].tls.ca_file: cannot read /nowhere/ca.crt, there is no such file",
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData("api:\n  prot: 1", "config.yaml:2:3  api.prot: unknown key, did you mean port?")]
    [InlineData("apu:\n  port: 1", "config.yaml:1:1  apu: unknown key, did you mean api?")]
    [InlineData("api:\n  port: 99999", "config.yaml:2:9  api.port: 99999 is above the most, 65535")]
    [InlineData("api:\n  port: [1]", "config.yaml:2:9  api.port: is one value, not a list")]
    [InlineData("api: 8080", "config.yaml:1:6  api: is a group of keys, not a value")]
    [InlineData("etcd:\n  endpoints: []", "config.yaml:2:14  etcd.endpoints: names no member, write host:2379 or https://host:2379")]
    [InlineData("etcd:\n  endpoints: ['ftp://a']", "config.yaml:2:14  etcd.endpoints: \"ftp://a\" is no endpoint, write host:2379 or https://host:2379")]
    [InlineData("etcd:\n  endpoints: ['http://root:pw@a:2379']", "config.yaml:2:14  etcd.endpoints: carries a user, give username and password_file")]
    [InlineData("api:\n  public_url: https://root:pw@a", "config.yaml:2:15  api.public_url: carries a user, write https://host")]
    [InlineData("etcd:\n  username: a\n  password: *pw", "config.yaml:1:1  is no YAML, a value that begins with * stands in quotes")]
    [InlineData("etcd:\n  password: x", "config.yaml:2:13  etcd.password: needs a username")]
    [InlineData("storage:\n  type: postgresql", "config.yaml:2:9  storage.type: postgresql is not in this version yet, write sqlite")]
    [InlineData("storage:\n  sqlite:\n    path: postgresql://u:p@h/db", "config.yaml:3:11  storage.sqlite.path: postgresql:// is not in this version yet, give the path of an SQLite file")]
    [InlineData("logging:\n  level: wran", "config.yaml:2:10  logging.level: \"wran\" is not known, did you mean warn?")]
    [InlineData("alerts:\n  webhook:\n    enabled: true", "config.yaml:3:14  alerts.webhook.url: is needed")]
    [InlineData("clusters:\n  - endpoints: [a:1]", "config.yaml:2:5  clusters[0].name: is missing, give each cluster a name")]
    [InlineData("etcd:\n  username: a\nclusters:\n  - name: x", "config.yaml:4:3  clusters: etcd is given too, keep one of the two")]
    [InlineData("monitoring:\n  metrics_interval: 500ms", "config.yaml:2:21  monitoring.metrics_interval: is shorter than monitoring.probe_interval")]
    [InlineData("etcd:\n  username: a", "config.yaml:2:13  etcd.username: needs password_file")]
    [InlineData("etcd:\n  members: 1", "config.yaml:2:12  etcd.members: is a list of members, write - endpoint: host:2379")]
    [InlineData("etcd:\n  membrs: []", "config.yaml:2:3  etcd.membrs: unknown key, did you mean members?")]
    [InlineData("etcd:\n  members: [a]", "config.yaml:2:13  etcd.members[0]: is a group of keys, not a value, begin with endpoint:")]
    [InlineData("etcd:\n  members:\n    - zone: a", "config.yaml:3:7  etcd.members[0].endpoint: is missing, name one of endpoints")]
    [InlineData("etcd:\n  members:\n    - endpoint: x:1", "config.yaml:3:17  etcd.members[0].endpoint: \"x:1\" is none of endpoints (localhost:2379), add it there")]
    [InlineData("etcd:\n  members:\n    - endpoint: localhost\n    - endpoint: http://localhost:2379/", "config.yaml:4:17  etcd.members[1].endpoint: http://localhost:2379/ is given above, keep one of the two")]
    [InlineData("etcd:\n  members:\n    - endpoint: localhost\n      metric_url: http://a", "config.yaml:4:7  etcd.members[0].metric_url: unknown key, did you mean metrics_url?")]
    [InlineData("etcd:\n  members:\n    - endpoint: localhost\n      metrics_url: a:1", "config.yaml:4:20  etcd.members[0].metrics_url: \"a:1\" is no URL, write https://host")]
    [InlineData("etcd:\n  members:\n    - endpoint: localhost\n      node_exporter_url: http://u:p@a", "config.yaml:4:26  etcd.members[0].node_exporter_url: carries a user, write https://host")]
    [InlineData("etcd:\n  members:\n    - endpoint: localhost\n      metrics_url: http://a:2381\n      metrics_tls: {server_name: b}", "config.yaml:4:20  etcd.members[0].metrics_url: metrics_tls needs an https metrics_url or node_exporter_url")]
    [InlineData("etcd:\n  members:\n    - endpoint: localhost\n      metrics_url: https://a:2381\n      metrics_tls: {ca_file: /nowhere}", "config.yaml:5:30  etcd.members[0].metrics_tls.ca_file: cannot read /nowhere, there is no such file")]
    [InlineData("- a", "config.yaml:1:1  the file holds no keys, begin with etcd: or clusters:")]
    public void One_mistake_is_one_line(string yaml, string line) => Loading.Problems(yaml).ShouldBe([line]);

    [Theory]
    [InlineData("alerts:\n  alertmanager:\n    url: x", "config.yaml:2:3  alerts.alertmanager: is not in this version yet, take it out")]
    [InlineData("redis:\n  address: a:1", "config.yaml:1:1  redis: is not in this version yet, take it out")]
    [InlineData("auth:\n  jwt: {}", "config.yaml:1:1  auth: is not in this version yet, take it out")]
    [InlineData("api:\n  tls: {cert_file: x}", "config.yaml:2:3  api.tls: is not in this version yet, take it out")]
    public void A_feature_of_a_later_version_is_refused_not_ignored(string yaml, string line) => Loading.Problems(yaml).ShouldBe([line]);

    [Fact]
    public void A_feature_of_a_later_version_may_be_switched_off() => Loading.Problems("alerts:\n  alertmanager:\n    enabled: false\n    url: x").ShouldBeEmpty();

    [Fact]
    public void What_is_no_yaml_is_told_with_its_place() => Loading.Problems("api:\n  port: [1\nx").Single().ShouldBe("config.yaml:2:9  is no YAML, what is opened here is not closed");

    [Fact]
    public void A_flag_is_told_by_its_name() =>
        Loading.Load(flags: ["--probe-interval=1 s"]).Report.Problems.Single().OnCommandLine.ShouldBe("--probe-interval \"1 s\" is no duration. Write 1s, 500ms or 1m30s");

    [Fact]
    public void A_file_named_by_a_flag_is_told_with_both() =>
        Loading.Load(flags: ["--password-file=/nowhere", "--username=a"]).Report.Problems.Single().OnCommandLine.ShouldBe("cannot read /nowhere (--password-file), there is no such file");

    [Fact]
    public void A_configuration_that_is_not_there_is_told() =>
        ConfigurationLoader.Load(new ConfigurationSources { File = "/nowhere/config.yaml" }).Report.Problems.Single().OnCommandLine.ShouldBe("cannot read /nowhere/config.yaml (--config), there is no such file");
}
