using Etcd.Client;

namespace Etcd.Tests.Transport;

public sealed class EtcdConnectionOptionsTests
{
    [Fact]
    public void All_errors_come_at_once()
    {
        var error = Should.Throw<ArgumentException>(() => new EtcdConnection(new EtcdConnectionOptions
        {
            DialTimeout = TimeSpan.Zero,
            MaxMessageBytes = 0,
            User = "app",
            Tls = new() { CertificateFile = "app.pem" },
        }));
        error.Message.ShouldContain("DialTimeout");
        error.Message.ShouldContain("MaxMessageBytes");
        error.Message.ShouldContain("Password");
        error.Message.ShouldContain("KeyFile");
    }

    [Fact]
    public void The_password_does_not_show()
        => new EtcdConnectionOptions { Endpoint = "etcd-1:2379", User = "app", Password = "secret" }.ToString().ShouldBe("app@etcd-1:2379");

    [Fact]
    public async Task Nothing_connects_before_the_first_call()
    {
        await using var connection = new EtcdConnection("no-such-host.invalid");
        connection.Endpoint.ShouldBe("no-such-host.invalid:2379");
        connection.ServerCertificate.ShouldBeNull();
    }
}
