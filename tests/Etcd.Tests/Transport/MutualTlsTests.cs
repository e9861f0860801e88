using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport;

/// <summary>TLS with client certificates against real etcd.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new("good authority");
    private readonly string _folder = Directory.CreateTempSubdirectory("etcd-tls-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _authority.Dispose();
    }

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task Etcd_wants_a_client_certificate_and_gets_it(EtcdVersion version)
    {
        Requirements.Etcd(version);
        var ca = _authority.WritePem(_folder);
        var server = TestAuthority.WritePem(_folder, "server", _authority.Issue("localhost"));
        var client = TestAuthority.WritePem(_folder, "client", _authority.Issue("app"));
        using var other = new TestAuthority("other authority");
        var stranger = TestAuthority.WritePem(_folder, "stranger", other.Issue("app"));

        // a second client listener, with TLS, beside the plain one that the cluster watches
        var url = $"https://127.0.0.1:{FreePort()}";
        await using var cluster = await TlsClusterAsync(version, url, ca, server);

        await using var good = Connect(url, new() { CaFile = ca, CertificateFile = client.Certificate, KeyFile = client.Key });
        await good.Kv.PutAsync("a", "x", Token);
        await using (var watch = await good.Watch.OpenAsync("a", cancellationToken: Token))
        {
            await good.Kv.PutAsync("a", "y", Token);
            (await watch.NextAsync()).Count.ShouldBe(1);
        }
        good.ServerCertificate!.Subject.ShouldBe("CN=localhost");

        await Rejected(url, new() { CaFile = ca });
        await Rejected(url, new() { CaFile = ca, CertificateFile = stranger.Certificate, KeyFile = stranger.Key });

        await using var plain = Connect(url.Replace("https", "http", StringComparison.Ordinal), new());
        (await Should.ThrowAsync<EtcdUnavailableException>(async () => await plain.Kv.PutAsync("a", "x", Token))).Failure.ShouldBe(EtcdFailure.TlsExpected);
    }

    private static async Task Rejected(string url, EtcdTlsOptions tls)
    {
        await using var connection = Connect(url, tls);
        var error = await Should.ThrowAsync<EtcdException>(async () => await connection.Kv.PutAsync("a", "x", Token));
        error.Failure.ShouldBe(EtcdFailure.TlsClientCertificateRejected);
        error.ShouldBeOfType<EtcdUnavailableException>(); // it was never looked at
    }

    private static EtcdConnection Connect(string url, EtcdTlsOptions tls) => new(new EtcdConnectionOptions { Endpoint = url, Tls = tls });

    private static Task<EtcdCluster> TlsClusterAsync(EtcdVersion version, string url, string ca, (string Certificate, string Key) server)
        => EtcdCluster.StartAsync(
            new EtcdClusterOptions
            {
                Version = version,
                ExtraClientUrls = [url],
                ExtraFlags = ["--client-cert-auth", $"--trusted-ca-file={ca}", $"--cert-file={server.Certificate}", $"--key-file={server.Key}"],
            },
            Token);

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
