using System.Net.Http.Json;
using System.Text.Json;
using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Testing.Security;

public sealed class ClusterAuthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static EtcdClusterAuth Shop => new()
    {
        Roles = [new EtcdRole("orders", new Permission(PermissionType.ReadWrite, KeyRange.Prefix("orders/")))],
        Users = [new EtcdUser("app", "secret", "orders"), new EtcdUser("by-certificate", Password: null, "orders")],
    };

    [Theory]
    [InlineData(EtcdVersion.V34, EtcdTokenKind.Simple)]
    [InlineData(EtcdVersion.V34, EtcdTokenKind.Jwt)]
    [InlineData(EtcdVersion.V35, EtcdTokenKind.Simple)]
    [InlineData(EtcdVersion.V35, EtcdTokenKind.Jwt)]
    public async Task Users_of_the_options_may_do_what_their_roles_say(EtcdVersion version, EtcdTokenKind tokens)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = version, Auth = Shop with { Tokens = tokens } }, Token);
        var member = cluster.Members[0];
        await using var root = member.Connect();
        await root.Kv.PutAsync("anything", "x", Token);
        await using var app = member.ConnectAs("app");
        await app.Kv.PutAsync("orders/1", "x", Token);
        (await Refused(app, "anything")).ShouldBe(EtcdFailure.PermissionDenied);
        await using var nobody = member.ConnectAs(user: null);
        (await Refused(nobody, "orders/1")).ShouldBe(EtcdFailure.Unauthenticated);

        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(member.ClientUrl + "/v3/auth/authenticate", new { name = "app", password = "secret" }, Token);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("token").GetString()!;
        token.Split('.').Length.ShouldBe(tokens == EtcdTokenKind.Jwt ? 3 : 2, token);

        await member.RestartAsync(Token);
        await app.Kv.PutAsync("orders/1", "y", Token);
        await cluster.LeaderAsync(Token);
        Should.Throw<ArgumentException>(() => member.ConnectAs("stranger")).Message.ShouldContain("'stranger'");
        Should.Throw<ArgumentException>(() => member.ConnectAs("by-certificate"));
    }

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task A_client_certificate_stands_for_the_user_of_its_name(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(
            new EtcdClusterOptions { Version = version, ClientTls = EtcdTlsMode.Mutual, PeerTls = true, Auth = Shop }, Token);
        var member = cluster.Members[0];
        await using var root = member.Connect();
        await root.Kv.PutAsync("anything", "x", Token);

        var certificate = cluster.IssueCertificate("by-certificate");
        var options = member.ConnectionOptions with { User = null, Password = null };
        (options.Tls.CertificateFile, options.Tls.KeyFile) = (certificate.Certificate, certificate.Key);
        await using var app = new EtcdConnection(options);
        await app.Kv.PutAsync("orders/1", "x", Token);
        (await Refused(app, "anything")).ShouldBe(EtcdFailure.PermissionDenied);

        // the kit's own client certificate names no user
        await using var nobody = member.ConnectAs(user: null);
        (await Refused(nobody, "orders/1")).ShouldBe(EtcdFailure.PermissionDenied);
    }

    [Fact]
    public async Task The_members_get_the_environment_that_is_given_and_no_other_etcd_variables()
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal) { ["ETCD_MAX_REQUEST_BYTES"] = "4096" };
        Environment.SetEnvironmentVariable("ETCD_QUOTA_BACKEND_BYTES", "nonsense"); // would end etcd at its start
        try
        {
            await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Environment = given }, Token);
            await using var connection = cluster.Members[0].Connect();
            var error = await Should.ThrowAsync<EtcdException>(async () => await connection.Kv.PutAsync("a", new byte[5000], Token));
            error.Code.ShouldBe(EtcdErrorCode.RequestTooLarge);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ETCD_QUOTA_BACKEND_BYTES", null);
        }
    }

    private static async Task<EtcdFailure> Refused(EtcdConnection connection, string key)
        => (await Should.ThrowAsync<EtcdAuthException>(async () => await connection.Kv.PutAsync(key, "x", Token))).Failure;
}
