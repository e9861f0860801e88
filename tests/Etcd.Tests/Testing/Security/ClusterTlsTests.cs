using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Testing.Security;

public sealed class ClusterTlsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task Members_and_clients_speak_TLS_with_certificates_of_the_clusters_own(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(
            new EtcdClusterOptions { Members = 3, Version = version, ClientTls = EtcdTlsMode.Server, PeerTls = true, ClientProxies = true }, Token);
        cluster.Members.ShouldAllBe(member => member.PeerUrl.StartsWith("https://", StringComparison.Ordinal));
        await using var connection = (await cluster.LeaderAsync(Token)).Connect();
        await connection.Kv.PutAsync("a", "x", Token);
        connection.ServerCertificate!.Issuer.ShouldBe("CN=etcd test authority");
        (await connection.Cluster.ListMembersAsync(cancellationToken: Token)).Members.SelectMany(each => each.ClientUrls)
            .ShouldBe(cluster.Members.Select(each => each.ClientUrl), ignoreOrder: true);

        // a stranger at the peers' door is turned away
        await using var stranger = new EtcdConnection(new EtcdConnectionOptions { Endpoint = cluster.Members[0].PeerUrl, Tls = new() { CaFile = cluster.CaFile } });
        (await Should.ThrowAsync<EtcdException>(async () => await stranger.Maintenance.StatusAsync(Token))).Failure.ShouldBe(EtcdFailure.TlsClientCertificateRejected);
    }

    [Fact]
    public async Task A_member_shows_a_flawed_certificate_and_a_good_one_again()
    {
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { ClientTls = EtcdTlsMode.Server }, Token);
        var member = cluster.Members[0];
        (CertificateFlaw Flaw, EtcdFailure Failure)[] flaws =
        [
            (CertificateFlaw.Expired, EtcdFailure.TlsExpired),
            (CertificateFlaw.NotYetValid, EtcdFailure.TlsExpired),
            (CertificateFlaw.WrongName, EtcdFailure.TlsWrongName),
            (CertificateFlaw.OtherAuthority, EtcdFailure.TlsUntrusted),
        ];
        foreach (var (flaw, failure) in flaws)
        {
            member.ShowCertificate(flaw);
            await using var connection = member.Connect();
            (await Should.ThrowAsync<EtcdUnavailableException>(async () => await connection.Maintenance.StatusAsync(Token))).Failure.ShouldBe(failure, flaw.ToString());
        }

        await member.RestartAsync(Token); // the kit does not stumble over the flaw that it made
        await cluster.LeaderAsync(Token);
        member.ShowCertificate(CertificateFlaw.None);
        await using var good = member.Connect();
        await good.Kv.PutAsync("a", "x", Token);
    }

    [Fact]
    public async Task Certificates_of_a_plain_cluster_are_refused_with_the_option_to_set()
    {
        await using var cluster = await EtcdCluster.StartAsync(Token);
        cluster.CaFile.ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => cluster.IssueCertificate("app")).Message.ShouldContain("ClientTls");
        Should.Throw<InvalidOperationException>(() => cluster.Members[0].ShowCertificate(CertificateFlaw.Expired)).Message.ShouldContain("ClientTls");
        Should.Throw<ArgumentException>(() => cluster.Members[0].ConnectAs("app")).Message.ShouldContain("Auth");
    }
}
