using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using EtcdMonitor.Tests.Server.Support;

namespace EtcdMonitor.Tests.Server;

public sealed class PageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/api/v1/cluster/status", HttpStatusCode.OK)]
    [InlineData("/nothing/here", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    public async Task Every_answer_forbids_foreign_and_inline_content(string path, HttpStatusCode status)
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());

        using HttpResponseMessage response = await server.Client.GetAsync(path, Cancel);

        response.StatusCode.ShouldBe(status);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        response.Headers.Server.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_is_sent_once_and_then_only_confirmed()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());
        using HttpResponseMessage first = await server.Client.GetAsync("/tokens.css", Cancel);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");

        using HttpRequestMessage again = new(HttpMethod.Get, "/tokens.css");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using HttpResponseMessage second = await server.Client.SendAsync(again, Cancel);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Text_is_compressed_for_who_takes_it()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());
        using HttpRequestMessage request = new(HttpMethod.Get, "/tokens.css");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));

        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancel);

        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
    }

    [Fact]
    public async Task A_lost_browser_gets_a_page_and_a_lost_client_a_problem()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());

        (await TypeAsync("/nothing", "text/html,*/*")).ShouldBe("text/html");
        (await TypeAsync("/nothing", "*/*")).ShouldBe("application/problem+json");
        (await TypeAsync("/api/v1/nothing", "text/html")).ShouldBe("application/problem+json");

        async Task<string?> TypeAsync(string path, string accept)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            using HttpResponseMessage response = await server.Client.SendAsync(request, Cancel);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            return response.Content.Headers.ContentType?.MediaType;
        }
    }

    [Fact]
    public async Task No_file_of_the_page_carries_inline_script_or_style()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());

        string page = await server.Client.GetStringAsync("/", Cancel);

        page.ShouldNotContain(" style=");
        page.ShouldNotContain("<style");
        page.ShouldNotContain(" onclick");
        page.ShouldNotContain("http://");
        page.Split("<script").Skip(1).ShouldAllBe(s => s.Contains("src=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_a_base_path_the_page_and_the_api_answer_there()
    {
        await using RunningServer server = await RunningServer.StartAsync(new HandMadeMonitor(HandMade.Healthy()), api => api.BasePath = "/etcd");

        (await server.Client.GetAsync("/etcd", Cancel)).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/etcd/");
        (await server.Client.GetAsync("/etcd/", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Client.GetAsync("/etcd/api/v1/cluster/status", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("GET /api/v1/cluster/status?cluster=%ff%fe%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET /api/v1/clusters/%2e%2e%2f%2e%2e/status HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET //..//..//etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")]
    [InlineData("BREW / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("DELETE /api/v1/clusters HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\0\u0001\u0002 rubbish\r\n\r\n")]
    public async Task Rubbish_is_the_callers_fault_and_never_ours(string request)
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy(), HandMade.Healthy("other"));
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, Cancel);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Cancel);
        using StreamReader reader = new(client.GetStream(), Encoding.ASCII);

        string? line = await reader.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Cancel);

        line.ShouldNotBeNull().ShouldStartWith("HTTP/1.1 4");
    }
}
