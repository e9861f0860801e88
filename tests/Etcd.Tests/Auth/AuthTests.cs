using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Auth;

public sealed class AuthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task Users_and_roles_decide_who_may_do_what(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = version, ExtraFlags = ["--bcrypt-cost=4"] }, Token);
        var member = cluster.Members[0];
        await using var open = member.Connect();
        // made before authentication is on: learns of it by being refused
        await using var early = As(member, "root", "secret");
        await early.Kv.PutAsync("before", "x", Token);

        await open.Auth.AddUserAsync("root", "secret", Token);
        await open.Auth.AddRoleAsync("root", Token);
        await open.Auth.GrantRoleAsync("root", "root", Token);
        await open.Auth.AddUserAsync("app", "old", Token);
        await open.Auth.AddUserWithoutPasswordAsync("by-certificate", Token);
        await open.Auth.AddRoleAsync("orders", Token);
        await open.Auth.GrantPermissionAsync("orders", new Permission(PermissionType.ReadWrite, KeyRange.Prefix("orders/")), Token);
        await open.Auth.GrantPermissionAsync("orders", new Permission(PermissionType.Read, KeyRange.Single("config")), Token);
        await open.Auth.GrantRoleAsync("app", "orders", Token);
        await open.Auth.EnableAsync(Token);

        await Refused(async () => await open.Kv.PutAsync("orders/1", "x", Token), EtcdErrorCode.Unauthenticated, EtcdFailure.Unauthenticated);
        await early.Kv.PutAsync("after", "x", Token);

        await using var root = As(member, "root", "secret");
        (await root.Auth.ListUsersAsync(Token)).ShouldBe(["app", "by-certificate", "root"], ignoreOrder: true);
        (await root.Auth.ListRolesAsync(Token)).ShouldBe(["orders", "root"], ignoreOrder: true);
        (await root.Auth.GetUserRolesAsync("app", Token)).ShouldBe(["orders"]);
        (await root.Auth.GetRoleAsync("orders", Token)).ShouldBe(
            [new Permission(PermissionType.Read, KeyRange.Single("config")), new Permission(PermissionType.ReadWrite, KeyRange.Prefix("orders/"))], ignoreOrder: true);
        if (version == EtcdVersion.V35)
        {
            var status = await root.Auth.StatusAsync(Token);
            status.Enabled.ShouldBeTrue();
            status.Revision.ShouldBeGreaterThan(1UL);
        }

        await using var app = As(member, "app", "old");
        await app.Kv.PutAsync("orders/1", "x", Token);
        await Refused(async () => await app.Kv.PutAsync("secrets/1", "x", Token), EtcdErrorCode.PermissionDenied, EtcdFailure.PermissionDenied);
        await Refused(async () => await app.Auth.ListUsersAsync(Token), EtcdErrorCode.PermissionDenied, EtcdFailure.PermissionDenied);
        await Refused(async () => await (await app.Watch.OpenAsync(KeyRange.All, cancellationToken: Token)).NextAsync(), EtcdErrorCode.PermissionDenied, EtcdFailure.PermissionDenied);
        await using (var watch = await app.Watch.OpenAsync(KeyRange.Prefix("orders/"), cancellationToken: Token))
        {
            await app.Kv.PutAsync("orders/2", "x", Token);
            (await watch.NextAsync())[0].Key.ShouldBe(new Key("orders/2"));
        }
        await using var stranger = As(member, "app", "wrong");
        await Refused(async () => await stranger.Kv.GetAsync("orders/1", Token), EtcdErrorCode.Unauthenticated, EtcdFailure.Unauthenticated);

        // each change makes the tokens' revision old: the next call, unary or stream, renews them without a word
        await root.Auth.ChangePasswordAsync("app", "new", Token);
        await root.Auth.RevokePermissionAsync("orders", KeyRange.Single("config"), Token);
        (await root.Auth.GetRoleAsync("orders", Token)).Count.ShouldBe(1);
        await using var renewed = As(member, "app", "new");
        await renewed.Kv.PutAsync("orders/1", "y", Token);
        await root.Auth.AddRoleAsync("another", Token);
        await renewed.Kv.PutAsync("orders/1", "z", Token);
        await root.Auth.DeleteRoleAsync("another", Token);
        await using (var watch = await renewed.Watch.OpenAsync("orders/1", cancellationToken: Token))
        {
            await renewed.Kv.PutAsync("orders/1", "again", Token);
            (await watch.NextAsync()).Count.ShouldBe(1);
        }
        await root.Auth.RevokeRoleAsync("app", "orders", Token);
        await Refused(async () => await renewed.Kv.GetAsync("orders/1", Token), EtcdErrorCode.PermissionDenied, EtcdFailure.PermissionDenied);
        await root.Auth.DeleteUserAsync("app", Token);
        await root.Auth.DisableAsync(Token);
        (await open.Kv.GetAsync("orders/1", Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Authentication_status_is_not_supported_before_3_5()
    {
        Requirements.Etcd(EtcdVersion.V34);
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V34 }, Token);
        await using var connection = cluster.Members[0].Connect();
        (await Should.ThrowAsync<EtcdException>(async () => await connection.Auth.StatusAsync(Token))).Code.ShouldBe(EtcdErrorCode.NotSupported);
    }

    [Fact]
    public async Task Calls_at_once_authenticate_once()
    {
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { ExtraFlags = ["--bcrypt-cost=4", "--metrics=extensive"] }, Token);
        var member = cluster.Members[0];
        await using var open = member.Connect();
        await open.Auth.AddUserAsync("root", "secret", Token);
        await open.Auth.AddRoleAsync("root", Token);
        await open.Auth.GrantRoleAsync("root", "root", Token);
        await open.Auth.EnableAsync(Token);

        var password = Path.Combine(cluster.Folder, "password");
        await File.WriteAllTextAsync(password, "secret\n", Token);
        await using var root = new EtcdConnection(new EtcdConnectionOptions { Endpoint = member.Endpoint, User = "root", PasswordFile = password });
        await Parallel.ForAsync(0, 50, Token, async (i, token) => await root.Kv.PutAsync($"{i}", i, token));

        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(member.ClientUrl + "/metrics", Token);
        metrics.ShouldContain("grpc_server_handled_total{grpc_code=\"OK\",grpc_method=\"Authenticate\",grpc_service=\"etcdserverpb.Auth\",grpc_type=\"unary\"} 1\n");
    }

    private static EtcdConnection As(EtcdMember member, string user, string password)
        => new(new EtcdConnectionOptions { Endpoint = member.Endpoint, User = user, Password = password });

    private static async Task Refused(Func<Task> call, EtcdErrorCode code, EtcdFailure failure)
    {
        var refused = await Should.ThrowAsync<EtcdAuthException>(call);
        (refused.Code, refused.Failure).ShouldBe((code, failure));
    }
}
