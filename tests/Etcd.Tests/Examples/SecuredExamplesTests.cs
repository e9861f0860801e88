using Etcd.Testing;

namespace Etcd.Tests.Examples;

/// <summary>Against an etcd as it should be run: TLS, client certificates, users.</summary>
public sealed class SecuredExamplesTests
{
    [Fact]
    public async Task Certificates_and_a_user_are_given_as_to_etcdctl()
    {
        Requirements.Etcd(EtcdVersion.V35);
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Version = EtcdVersion.V35, ClientTls = EtcdTlsMode.Mutual, Auth = new EtcdClusterAuth() }, token);
        var options = cluster.Members[0].ConnectionOptions;
        string[] secured = [$"--endpoints={options.Endpoint}", $"--cacert={options.Tls.CaFile}", $"--cert={options.Tls.CertificateFile}", $"--key={options.Tls.KeyFile}"];

        var (exit, said, errors) = await ExamplesProgram.RunAsync([.. secured, $"--user={options.User}:{options.Password}", "--example=lock"]);
        errors.ShouldBeEmpty();
        exit.ShouldBe(0);
        said.ShouldContain(line => line.StartsWith("Got the lock", StringComparison.Ordinal));

        (exit, _, errors) = await ExamplesProgram.RunAsync([.. secured, $"--user={options.User}:wrong", "--example=lock"]);
        exit.ShouldBe(1);
        errors.ShouldHaveSingleItem().ShouldStartWith("examples: ");
        (exit, _, errors) = await ExamplesProgram.RunAsync([.. secured, "--user=nobody", "--example=lock"]);
        exit.ShouldBe(2);
        errors.ShouldBe(["examples: --user wants name:password."]);
    }
}
