using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;
using Etcd.Tests.Patterns.Discovery;

namespace Etcd.Tests.Patterns;

public sealed class HealthCheckTests(Etcd35 fixture) : EtcdTest(fixture)
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("localhost")]
    public async Task Tcp_passes_when_somebody_listens(string address)
    {
        using var listener = new TcpListener(address == "::1" ? IPAddress.IPv6Loopback : IPAddress.Loopback, 0);
        try
        {
            listener.Start();
        }
        catch (SocketException) when (address == "::1")
        {
            Assert.Skip("this machine has no IPv6");
        }
        var instance = At(listener.LocalEndpoint) with { Address = address };
        (await HealthCheck.Tcp().IsHealthyAsync(instance, Token)).ShouldBeTrue();
        listener.Stop();
        await Should.ThrowAsync<SocketException>(async () => await HealthCheck.Tcp().IsHealthyAsync(instance, Token));
    }

    [Theory]
    [InlineData("200 OK", true)]
    [InlineData("204 No Content", true)]
    [InlineData("302 Found", false)]
    [InlineData("503 Service Unavailable", false)]
    public async Task Http_passes_on_2xx(string status, bool passes)
    {
        using var server = new CannedServer($"HTTP/1.1 {status}\r\nLocation: http://127.0.0.1:1/\r\n\r\n");
        var instance = At(IPEndPoint.Parse(server.Endpoint));
        foreach (var check in new[] { HealthCheck.Http("/healthz?full=1"), HealthCheck.Http($"http://{server.Endpoint}/elsewhere") })
        {
            if (passes)
            {
                (await check.IsHealthyAsync(instance, Token)).ShouldBeTrue();
            }
            else
            {
                (await Should.ThrowAsync<HttpRequestException>(async () => await check.IsHealthyAsync(instance, Token))).Message.ShouldContain(status[..3]);
            }
        }
    }

    [Fact]
    public async Task Http_fails_where_nobody_listens_and_where_somebody_else_does()
    {
        using var server = new CannedServer("SSH-2.0-x\r\n");
        await Should.ThrowAsync<HttpRequestException>(async () => await HealthCheck.Http("/").IsHealthyAsync(At(IPEndPoint.Parse(server.Endpoint)), Token));
        await Should.ThrowAsync<HttpRequestException>(async () => await HealthCheck.Http("/").IsHealthyAsync(Services.Instance("a", port: 1) with { Address = "127.0.0.1" }, Token));
    }

    [Fact]
    public async Task The_verdict_stands_in_the_registry_and_turns_with_the_listener()
    {
        var time = new ManualTime();
        await using var client = new EtcdClient(new EtcdClientOptions { Endpoints = [Member.Endpoint], TimeProvider = time });
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromMinutes(10) });
        var registry = new ServiceRegistry(session, At("services"));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var check = HealthCheck.Tcp();
        (check.Interval, check.FailuresToUnhealthy) = (TimeSpan.FromSeconds(1), 2);
        var instance = At(listener.LocalEndpoint) with { Health = ServiceHealth.Unhealthy }; // the check's to say
        await using var registration = await registry.RegisterAsync(instance, check, Token);
        await using var seen = new Observed(registry);
        await BecomesAsync(ServiceHealth.Healthy);
        registration.Instance.Health.ShouldBe(ServiceHealth.Healthy);

        listener.Stop();
        await BecomesAsync(ServiceHealth.Unhealthy);
        await registration.UpdateAsync(instance with { Weight = 5, Health = ServiceHealth.Healthy }, Token);
        (await registry.DiscoverAsync("api", Token)).ShouldBe([instance with { Weight = 5, Health = ServiceHealth.Unhealthy }]);
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        await registration.UpdateAsync(At(elsewhere.LocalEndpoint), Token);
        await BecomesAsync(ServiceHealth.Healthy);

        async Task BecomesAsync(ServiceHealth health)
        {
            await Eventually.TrueAsync(
                () =>
                {
                    time.Advance(TimeSpan.FromMilliseconds(100));
                    return seen.Events.LastOrDefault()?.Instance.Health == health;
                }, $"it is {health}", TimeSpan.FromSeconds(30), cancellationToken: Token);
        }
    }

    private static ServiceInstance At(EndPoint listener)
        => Services.Instance("a", port: int.Parse(listener.ToString()!.Split(':')[^1], CultureInfo.InvariantCulture)) with { Address = "127.0.0.1" };
}
