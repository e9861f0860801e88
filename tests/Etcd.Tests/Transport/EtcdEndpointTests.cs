using Etcd.Client;

namespace Etcd.Tests.Transport;

public sealed class EtcdEndpointTests
{
    [Theory]
    [InlineData("localhost:2379", false, "http://localhost:2379/")]
    [InlineData("localhost", false, "http://localhost:2379/")]
    [InlineData("localhost", true, "https://localhost:2379/")]
    [InlineData(" etcd-1:1234 ", true, "https://etcd-1:1234/")]
    [InlineData("http://etcd-1:2379/", true, "http://etcd-1:2379/")]
    [InlineData("https://etcd-1", false, "https://etcd-1:2379/")]
    [InlineData("http://etcd-1:80", false, "http://etcd-1/")]
    [InlineData("https://etcd-1:443", false, "https://etcd-1/")]
    [InlineData("[::1]:2379", false, "http://[::1]:2379/")]
    public void An_endpoint_is_read_as_people_write_it(string text, bool tls, string uri)
        => EtcdEndpoint.Parse(text, tls).BaseUri.ToString().ShouldBe(uri);

    [Theory]
    [InlineData("")]
    [InlineData("ftp://etcd-1:2379")]
    [InlineData("http://etcd-1:2379/path")]
    [InlineData("http://user@etcd-1:2379")]
    [InlineData("etcd-1:port")]
    public void What_is_no_endpoint_is_refused(string text)
        => Should.Throw<ArgumentException>(() => EtcdEndpoint.Parse(text, tlsWithoutScheme: false));

    [Fact]
    public void It_shows_as_host_and_port() => EtcdEndpoint.Parse("http://[::1]:1", tlsWithoutScheme: false).ToString().ShouldBe("[::1]:1");
}
