using Etcd.Testing;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Configuration.Printing;
using EtcdMonitor.Clusters;
using EtcdMonitor.Tests.Cli.Commands;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Configuration;

/// <summary>Manifests of etcd as kubeadm writes them.</summary>
public sealed class KubeadmTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("1.24", "")]
    [InlineData("1.31", "\n      - --experimental-watch-progress-notify-interval=5s")]
    public void Endpoint_and_certificates_of_the_health_check_are_taken(string version, string more)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "pki", "etcd"));
        foreach (string file in new[] { "ca.crt", "healthcheck-client.crt", "healthcheck-client.key" })
        {
            _folder.Write($"pki/etcd/{file}", "");
        }

        LoadedConfiguration loaded = Load(Manifest("https://10.0.0.5:2379", "http://127.0.0.1:2381", version, more));

        loaded.Report.Problems.ShouldBeEmpty();
        ClusterOptions cluster = loaded.Options.Monitor.Clusters.ShouldHaveSingleItem();
        cluster.Endpoints.ShouldBe(["https://10.0.0.5:2379"]);
        (cluster.TlsEnabled, cluster.Tls.CaFile, cluster.Tls.CertificateFile, cluster.Tls.KeyFile).ShouldBe((true, At("ca.crt"), At("healthcheck-client.crt"), At("healthcheck-client.key")));
        cluster.Members.ShouldBeEmpty("the loopback listener is of no use to others, the client port has the same page");
        PrintedSettings printed = SettingsPrinter.Print(loaded, effective: false);
        printed.Origins["etcd.endpoints"].ShouldBe($"manifest {_folder.File("manifests/etcd.yaml")}");
        printed.Origins["etcd.tls.key_file"].ShouldBe($"manifest {_folder.File("manifests/etcd.yaml")}");

        string At(string name) => Path.Combine(_folder.Path, "pki", "etcd", name);
    }

    [Fact]
    public void A_metrics_listener_on_all_addresses_is_read_at_the_members_own() =>
        Load(Manifest("http://10.0.0.5:2379", "http://0.0.0.0:2381")).Options.Monitor.Clusters[0].Members.ShouldHaveSingleItem()
            .ShouldBe(new MemberOptions { Endpoint = "http://10.0.0.5:2379", MetricsUrl = new("http://10.0.0.5:2381") });

    [Fact]
    public void A_flag_hides_what_the_manifest_says_and_the_manifest_what_the_file_says()
    {
        LoadedConfiguration loaded = Load(Manifest("http://10.0.0.5:2379", "http://127.0.0.1:2381"), ["--endpoints=b:1"], "etcd:\n  endpoints: [a:1]\n  dial_timeout: 2s");

        (loaded.Options.Monitor.Clusters[0].Endpoints.Single(), loaded.Options.Monitor.Clusters[0].DialTimeout).ShouldBe(("b:1", TimeSpan.FromSeconds(2)));
        SettingsPrinter.Print(loaded, effective: false).Origins["etcd.endpoints"].ShouldStartWith("flag --endpoints, hides manifest ");
    }

    [Fact]
    public void A_certificate_that_is_not_there_is_named()
    {
        string[] problems = [.. Load(Manifest("https://10.0.0.5:2379", "http://127.0.0.1:2381")).Report.Problems.Select(p => p.OnCommandLine)];

        problems.ShouldBe(
        [
            .. from file in new[] { "ca.crt", "healthcheck-client.crt", "healthcheck-client.key" }
               select $"cannot read {Path.Combine(_folder.Path, "pki", "etcd", file)} ({_folder.File("manifests/etcd.yaml")}), there is no such file",
        ]);
    }

    [Theory]
    [InlineData("kind: Pod\nspec: {containers: [{command: [kube-apiserver]}]}", "--kubeadm finds no --advertise-client-urls in MANIFEST")]
    [InlineData("", "--kubeadm finds no --advertise-client-urls in MANIFEST")]
    [InlineData("kind: [", "--kubeadm MANIFEST is no YAML")]
    public void A_file_that_is_no_manifest_of_etcd_says_so(string text, string problem) =>
        Load(text).Report.Problems.ShouldHaveSingleItem().OnCommandLine.ShouldStartWith(problem.Replace("MANIFEST", _folder.File("manifests/etcd.yaml"), StringComparison.Ordinal));

    [Fact]
    public async Task A_cluster_with_client_certificates_is_judged_by_its_node_alone()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { ClientTls = EtcdTlsMode.Mutual, ExtraFlags = ["--listen-metrics-urls=http://127.0.0.1:0"] }, cancel);
        CertificateFiles client = cluster.IssueCertificate("kube-etcd-healthcheck-client");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "pki", "etcd"));
        File.Copy(cluster.CaFile!, _folder.File("pki/etcd/ca.crt"));
        File.Copy(client.Certificate, _folder.File("pki/etcd/healthcheck-client.crt"));
        File.Copy(client.Key, _folder.File("pki/etcd/healthcheck-client.key"));
        Write(Manifest(cluster.Members[0].ClientUrl, "http://127.0.0.1:0"));

        Ran ran = await Ran.Async($"status --kubeadm={_folder.Path}");

        ran.Out.ShouldContain("Its only member serves");
        ran.Exit.ShouldBe(0, ran.Error);
    }

    public void Dispose() => _folder.Dispose();

    private static string Manifest(string client, string metrics, string version = "1.28", string more = "") => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          annotations:
            kubeadm.kubernetes.io/etcd.advertise-client-urls: {{client}}
          labels: {component: etcd, tier: control-plane}
          name: etcd
          namespace: kube-system
        spec:
          containers:
          - command:
              - etcd
              - --advertise-client-urls={{client}}
              - --cert-file=/etc/kubernetes/pki/etcd/server.crt
              - --client-cert-auth=true
              - --data-dir=/var/lib/etcd{{more}}
              - --experimental-initial-corrupt-check=true
              - --initial-advertise-peer-urls=https://10.0.0.5:2380
              - --initial-cluster=node-1=https://10.0.0.5:2380
              - --key-file=/etc/kubernetes/pki/etcd/server.key
              - --listen-client-urls=https://127.0.0.1:2379,{{client}}
              - --listen-metrics-urls={{metrics}}
              - --listen-peer-urls=https://10.0.0.5:2380
              - --name=node-1
              - --peer-client-cert-auth=true
              - --snapshot-count=10000
              - --trusted-ca-file=/nowhere/pki/etcd/ca.crt
            image: registry.k8s.io/etcd:for-{{version}}
            livenessProbe:
              httpGet: {host: 127.0.0.1, path: /health, port: 2381, scheme: HTTP}
            name: etcd
          hostNetwork: true
        status: {}
        """;

    private void Write(string manifest)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "manifests"));
        _folder.Write("manifests/etcd.yaml", manifest);
    }

    private LoadedConfiguration Load(string manifest, string[]? flags = null, string? file = null)
    {
        Write(manifest);
        return ConfigurationLoader.Load(new ConfigurationSources
        {
            Kubeadm = _folder.Path,
            File = file is null ? null : _folder.Write("config.yaml", file),
            UsualFiles = [],
            Flags = (flags ?? []).Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => f[1], StringComparer.Ordinal),
        });
    }
}
