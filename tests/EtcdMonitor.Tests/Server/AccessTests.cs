using System.Net;
using System.Text.RegularExpressions;
using EtcdMonitor.Server.Security;
using EtcdMonitor.Tests.Server.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EtcdMonitor.Tests.Server;

public sealed partial class AccessTests
{
    private const string Change = "/api/v1/performance/benchmark";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_carries_its_policy_and_stands_in_the_matrix_and_the_reverse()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());
        RouteEndpoint[] endpoints = [.. server.App.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];
        endpoints.ShouldNotBeEmpty();
        endpoints.ShouldAllBe(e => e.Metadata.GetMetadata<RoutePolicy>() != null);

        IEnumerable<string> routes = endpoints
            .Select(e => $"{e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {Page(e.RoutePattern.RawText!)} {e.Metadata.GetMetadata<RoutePolicy>()!.Access.ToString().ToLowerInvariant()}")
            .Distinct();
        string matrix = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Matrix.md"), Cancel);
        IEnumerable<string> rows = Row().Matches(matrix).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value}");

        routes.ShouldBe(rows, ignoreOrder: true);

        static string Page(string pattern) => pattern is "/" or "/-/reload" or "/health" or "/livez" or "/readyz" || pattern.StartsWith("/api/", StringComparison.Ordinal) || pattern.StartsWith("/runbooks/", StringComparison.Ordinal) ? pattern : "/{file of the dashboard}";
    }

    [Theory]
    [InlineData("localhost:{port}", null, null, true)]
    [InlineData("127.0.0.1:{port}", "http://127.0.0.1:{port}", null, true)]
    [InlineData("[::1]:{port}", null, null, true)]
    [InlineData("monitor.example:8443", "https://monitor.example:8443", null, true)]
    [InlineData("localhost:1", null, null, false)]
    [InlineData("localhost", null, null, false)]
    [InlineData("rebound.example:{port}", null, null, false)]
    [InlineData("localhost:{port}", "http://evil.example", null, false)]
    [InlineData("localhost:{port}", "null", null, false)]
    [InlineData("localhost:{port}", "http://localhost:{port}@evil.example", null, false)]
    [InlineData("localhost:{port}", "http://localhost:1", null, false)]
    [InlineData("localhost:{port}", null, "Forwarded", false)]
    [InlineData("localhost:{port}", null, "X-Forwarded-For", false)]
    [InlineData("localhost:{port}", null, "x-forwarded-host", false)]
    [InlineData("localhost:{port}", null, "X-Real-IP", false)]
    public async Task Without_authentication_a_change_needs_a_local_caller_with_our_host_and_origin(string host, string? origin, string? header, bool allowed)
    {
        HandMadeMonitor monitor = new(HandMade.Healthy());
        await using RunningServer server = await RunningServer.StartAsync(monitor, api => api.PublicUrl = new Uri("https://monitor.example:8443"));
        using HttpRequestMessage request = new(HttpMethod.Post, Change);
        request.Headers.Host = Fill(host);
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", Fill(origin));
        }

        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, "for=192.0.2.1");
        }

        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(allowed ? HttpStatusCode.NotImplemented : HttpStatusCode.Forbidden);
        if (!allowed)
        {
            (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("Without authentication");
        }

        string Fill(string text) => text.Replace("{port}", server.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.7", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::1", true)]
    [InlineData(null, false)]
    public void Only_loopback_addresses_are_local(string? address, bool local)
    {
        DefaultHttpContext http = new();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        http.Connection.LocalPort = 8080;
        http.Request.Host = new HostString("localhost", 8080);

        (new LocalCaller(new()).Refusal(http) is null).ShouldBe(local);
    }

    [Fact]
    public async Task Reads_are_open_to_a_forwarded_caller()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/cluster/status");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.1");

        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [GeneratedRegex(@"^\| (GET|POST) \| (\S.*?) \| (read|change) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
