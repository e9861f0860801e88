using Etcd.Client;
using Etcd.Testing;

namespace Etcd.Tests.Auth;

public sealed class AuthenticatedClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task A_client_lives_on_when_its_token_does_not(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await StartAsync(version);
        await using var root = cluster.Members[0].Connect();
        var file = Path.Combine(cluster.Folder, "password");
        await File.WriteAllTextAsync(file, "first\n", Token);
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [.. cluster.Endpoints], User = "app", PasswordFile = file });
        await using var before = await client.WatchAsync(KeyRange.Prefix("orders/"), Token);
        await using var lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(2), Token);
        await using var reading = before.GetAsyncEnumerator(Token);

        await root.Auth.ChangePasswordAsync("app", "second", Token); // etcd forgets the user's tokens
        await File.WriteAllTextAsync(file, "second\n", Token);

        await client.PutAsync("orders/1", "x", new PutOptions { Lease = lease.Id }, Token);
        await using var after = await client.WatchAsync("orders/2", Token); // on a stream that was opened with the old token
        await client.PutAsync("orders/2", "x", Token);
        foreach (var key in new[] { "orders/1", "orders/2" })
        {
            (await reading.MoveNextAsync()).ShouldBeTrue();
            reading.Current.ShouldHaveSingleItem().Key.ToString().ShouldBe(key);
        }
        await using var second = after.GetAsyncEnumerator(Token);
        (await second.MoveNextAsync()).ShouldBeTrue();
        var last = lease.SafeFor;
        await Eventually.TrueAsync(() => lease.SafeFor > last || (last = lease.SafeFor) < TimeSpan.Zero, "the lease is renewed with the new token", cancellationToken: Token);
        lease.IsHeld.ShouldBeTrue();
    }

    [Theory]
    [InlineData(EtcdVersion.V34)]
    [InlineData(EtcdVersion.V35)]
    public async Task A_watch_that_the_user_may_not_have_is_refused_and_disturbs_no_other(EtcdVersion version)
    {
        Requirements.Etcd(version);
        await using var cluster = await StartAsync(version);
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [.. cluster.Endpoints], User = "app", Password = "first" });
        await using var allowed = await client.WatchAsync(KeyRange.Prefix("orders/"), Token);

        (await Should.ThrowAsync<EtcdAuthException>(async () => await client.WatchAsync("secrets/1", Token))).Code.ShouldBe(EtcdErrorCode.PermissionDenied);
        (await Should.ThrowAsync<EtcdAuthException>(async () => await client.MirrorAsync(KeyRange.All, Token))).Code.ShouldBe(EtcdErrorCode.PermissionDenied);
        (await Should.ThrowAsync<EtcdAuthException>(async () => await client.PutAsync("secrets/1", "x", Token))).Code.ShouldBe(EtcdErrorCode.PermissionDenied);

        await client.PutAsync("orders/1", "x", Token);
        await using var reading = allowed.GetAsyncEnumerator(Token);
        (await reading.MoveNextAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_password_is_told_at_once_by_every_way_in()
    {
        Requirements.Etcd(EtcdVersion.V35);
        await using var cluster = await StartAsync(EtcdVersion.V35);
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [.. cluster.Endpoints], User = "app", Password = "wrong", RequestTimeout = TimeSpan.FromMinutes(1) });
        Func<Task>[] ways =
        [
            async () => await client.GetAsync("orders/1", Token),
            async () => await client.WatchAsync("orders/1", Token),
            async () => await client.MirrorAsync(KeyRange.Prefix("orders/"), Token),
            async () => await client.Leases.HoldAsync(TimeSpan.FromSeconds(5), Token),
        ];
        foreach (var way in ways)
        {
            (await Should.ThrowAsync<EtcdAuthException>(way).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Token)).Code.ShouldBe(EtcdErrorCode.Unauthenticated);
        }
    }

    private static Task<EtcdCluster> StartAsync(EtcdVersion version) => EtcdCluster.StartAsync(
        new EtcdClusterOptions
        {
            Version = version,
            ExtraFlags = ["--bcrypt-cost=4"],
            Auth = new EtcdClusterAuth
            {
                Roles = [new EtcdRole("orders", [new Permission(PermissionType.ReadWrite, KeyRange.Prefix("orders/"))])],
                Users = [new EtcdUser("app", "first", ["orders"])],
            },
        }, Token);
}
