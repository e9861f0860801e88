using System.Net;
using EtcdMonitor.Channels;

namespace EtcdMonitor.Tests.Channels;

public sealed class OutboundGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.1.1")]
    [InlineData("203.0.113.7")]
    [InlineData("::1")]
    [InlineData("fd12:3456::1")]
    public void The_operators_file_may_name_public_private_and_loopback_addresses(string address) => OutboundGuard.Allows(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("100.100.100.200")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    public void Link_local_metadata_and_unroutable_addresses_are_never_asked(string address) => OutboundGuard.Allows(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xa9fea9fe/")]
    public async Task A_request_to_such_an_address_fails_before_it_connects(string url)
    {
        using HttpClient http = OutboundGuard.CreateClient();

        HttpRequestException e = await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(new Uri(url), TestContext.Current.CancellationToken));

        e.ToString().ShouldContain("requests never go there");
    }
}
