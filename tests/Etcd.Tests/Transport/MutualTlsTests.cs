using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport;

/// <summary>TLS with client certificates against real etcd.</summary>
public sealed class MutualTlsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task Etcd_wants_a_client_certificate_and_gets_it(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = version, ClientTls = EtcdTlsMode.Mutual }, Token);
        var member = cluster.Members[0];

        await using var good = member.Connect();
        await good.Kv.PutAsync("a", "x", Token);
        await using (var watch = await good.Watch.OpenAsync("a", cancellationToken: Token))
        {
            await good.Kv.PutAsync("a", "y", Token);
            (await watch.NextAsync()).Count.ShouldBe(1);
        }
        good.ServerCertificate!.Subject.ShouldBe("CN=etcd-0");

        await Rejected(member, certificate: null);
        await Rejected(member, cluster.IssueCertificate("app", CertificateFlaw.OtherAuthority));
        await Rejected(member, cluster.IssueCertificate("app", CertificateFlaw.Expired));

        await using var plain = new EtcdConnection("http://" + member.Endpoint);
        (await Should.ThrowAsync<EtcdUnavailableException>(async () => await plain.Kv.PutAsync("a", "x", Token))).Failure.ShouldBe(EtcdFailure.TlsExpected);
    }

    private static async Task Rejected(EtcdMember member, CertificateFiles? certificate)
    {
        var options = member.ConnectionOptions;
        (options.Tls.CertificateFile, options.Tls.KeyFile) = (certificate?.Certificate, certificate?.Key);
        await using var connection = new EtcdConnection(options);
        var error = await Should.ThrowAsync<EtcdException>(async () => await connection.Kv.PutAsync("a", "x", Token));
        error.Failure.ShouldBe(EtcdFailure.TlsClientCertificateRejected);
        error.ShouldBeOfType<EtcdUnavailableException>(); // it was never looked at
    }
}
