using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class SecretTests
{
    [Fact]
    public void A_value_may_name_a_variable() =>
        Loading.Load("etcd:\n  username: a\n  password: 'x-${PW}-$${PW}'", environment: [("PW", "s3cret")])
            .Options.Monitor.Clusters.Single().Password!.Reveal().ShouldBe("x-s3cret-${PW}");

    [Fact]
    public void A_secret_may_come_from_a_file_and_loses_its_last_line_end()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("secret", "https://hooks.example/x\n");
        LoadedConfiguration loaded = Loading.Load($"alerts:\n  webhook:\n    url_file: {file}");
        loaded.Report.Problems.ShouldBeEmpty();
        loaded.Options.Monitor.Channels.Webhook.Url!.Reveal().ShouldBe("https://hooks.example/x");
        loaded.Options.Monitor.Channels.Webhook.Enabled.ShouldBeTrue();
    }

    [Fact]
    public void A_secret_and_its_file_exclude_each_other()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("secret", "https://b.example");
        Loading.Problems($"alerts:\n  webhook:\n    url: https://a.example\n    url_file: {file}").ShouldBe(["config.yaml:4:15  alerts.webhook.url_file: url is given too, keep one of the two"]);
    }

    [Fact]
    public void Signing_secrets_may_be_several_while_one_is_changed() =>
        Loading.Load("alerts:\n  webhook:\n    url: https://a.example\n    secret: [whsec_a, whsec_b]")
            .Options.Monitor.Channels.Webhook.Secrets.Select(s => s.Reveal()).ShouldBe(["whsec_a", "whsec_b"]);

    [Fact]
    public void Headers_are_kept_secret() =>
        Loading.Load("alerts:\n  webhook:\n    url: https://a.example\n    headers: {Authorization: Bearer x}")
            .Options.Monitor.Channels.Webhook.Headers["authorization"].ToString().ShouldBe("***");

    [Fact]
    public void A_certificate_authority_switches_tls_on_unless_it_is_switched_off()
    {
        using TemporaryFolder folder = new();
        string ca = folder.Write("ca.crt", "");
        Loading.Load(flags: [$"--cacert={ca}"]).Options.Monitor.Clusters.Single().TlsEnabled.ShouldBeTrue();
        Loading.Load($"etcd:\n  tls: {{enabled: false, ca_file: {ca}}}").Options.Monitor.Clusters.Single().TlsEnabled.ShouldBeFalse();
    }
}
