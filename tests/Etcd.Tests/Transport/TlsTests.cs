using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Transport;

/// <summary>What a person is told when certificates do not fit, over real handshakes with a small TLS server.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new("good authority");
    private readonly string _folder = Directory.CreateTempSubdirectory("etcd-tls-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _authority.Dispose();
    }

    [Fact]
    public async Task A_trusted_certificate_with_the_right_name_is_accepted()
    {
        using var server = new TlsServer(_authority.Issue("localhost"));
        await using var connection = Connect(server);
        // the handshake holds; what follows it is no HTTP/2
        (await Failed(connection)).Failure.ShouldNotBe(EtcdFailure.TlsUntrusted);
        var shown = connection.ServerCertificate.ShouldNotBeNull();
        shown.Subject.ShouldBe("CN=localhost");
        shown.Issuer.ShouldBe("CN=good authority");
        shown.Names.ShouldBe(["localhost", "127.0.0.1"]);
        shown.NotAfter.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Another_authority_is_TlsUntrusted_and_named()
    {
        using var other = new TestAuthority("other authority");
        using var server = new TlsServer(other.Issue("localhost"));
        await using var connection = Connect(server);
        var error = await Failed(connection);
        error.Failure.ShouldBe(EtcdFailure.TlsUntrusted);
        error.ShouldBeOfType<EtcdUnavailableException>();
        error.Message.ShouldContain("issued by 'CN=other authority', which is not trusted");
    }

    [Fact]
    public async Task An_outdated_certificate_is_TlsExpired_with_its_end()
    {
        var end = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        using var server = new TlsServer(_authority.Issue("localhost", end.AddDays(-30), end));
        await using var connection = Connect(server);
        var error = await Failed(connection);
        error.Failure.ShouldBe(EtcdFailure.TlsExpired);
        error.Message.ShouldContain("'CN=localhost' expired at 2026-01-02 03:04:05Z");
        connection.ServerCertificate!.NotAfter.ShouldBe(end);
    }

    [Fact]
    public async Task A_certificate_not_yet_valid_is_TlsExpired_with_its_beginning()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var server = new TlsServer(_authority.Issue("localhost", now.AddDays(10), now.AddDays(20)));
        await using var connection = Connect(server);
        var error = await Failed(connection);
        error.Failure.ShouldBe(EtcdFailure.TlsExpired);
        error.Message.ShouldContain("is valid only from");
    }

    [Fact]
    public async Task Another_name_is_TlsWrongName_with_both_names()
    {
        using var server = new TlsServer(_authority.Issue("etcd-1.example", address: null));
        await using var connection = Connect(server);
        var error = await Failed(connection);
        error.Failure.ShouldBe(EtcdFailure.TlsWrongName);
        error.Message.ShouldContain("is for etcd-1.example, not for '127.0.0.1'");
    }

    [Fact]
    public async Task A_server_name_given_replaces_the_hosts()
    {
        using var server = new TlsServer(_authority.Issue("etcd-1.example", address: null));
        await using var connection = Connect(server, serverName: "etcd-1.example");
        (await Failed(connection)).Failure.ShouldNotBe(EtcdFailure.TlsWrongName);
    }

    [Fact]
    public async Task Verification_switched_off_accepts_anything()
    {
        using var other = new TestAuthority("other authority");
        using var server = new TlsServer(other.Issue("elsewhere"));
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = server.Endpoint, Tls = new() { InsecureSkipVerify = true } });
        (await Failed(connection)).Failure.ShouldNotBe(EtcdFailure.TlsUntrusted);
        connection.ServerCertificate!.Subject.ShouldBe("CN=elsewhere");
    }

    [Fact]
    public async Task Plain_text_to_a_TLS_port_is_TlsExpected()
    {
        using var server = new TlsServer(_authority.Issue("localhost"));
        await using var connection = new EtcdConnection("http://" + server.Endpoint);
        var error = await Failed(connection);
        error.Failure.ShouldBe(EtcdFailure.TlsExpected);
        error.Message.ShouldContain("use https://");
    }

    [Fact]
    public async Task A_file_that_is_missing_is_named()
    {
        using var server = new TlsServer(_authority.Issue("localhost"));
        await using var connection = new EtcdConnection(new EtcdConnectionOptions { Endpoint = server.Endpoint, Tls = new() { CaFile = Path.Combine(_folder, "none.pem") } });
        var error = await Failed(connection);
        error.Failure.ShouldBe(EtcdFailure.Other);
        error.Message.ShouldContain("Tls.CaFile cannot be used");
        error.Message.ShouldContain("none.pem");
    }

    private static async Task<EtcdException> Failed(EtcdConnection connection)
        => await Should.ThrowAsync<EtcdException>(async () => await connection.Kv.PutAsync("a", "x", Token));

    private EtcdConnection Connect(TlsServer server, string? serverName = null)
        => new(new EtcdConnectionOptions { Endpoint = server.Endpoint, Tls = new() { CaFile = _authority.WritePem(_folder), ServerName = serverName } });
}
