using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Etcd.Testing;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Commands;

/// <summary>The service as a service manager meets it, over a real member.</summary>
public sealed partial class ServeTests
{
    [Fact]
    public async Task It_gets_ready_answers_and_ends_with_SIGTERM()
    {
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(TestContext.Current.CancellationToken);
        using TemporaryFolder folder = new();
        await using RunningProgram serve = RunningProgram.Start(folder.Path, "serve", $"--endpoints={cluster.Endpoints[0]}", "--api-port=0", "--api-host=127.0.0.1", "--log-format=json");
        await serve.ShowsAsync("\"event\":\"ready\"");
        serve.Text.ShouldContain("\"answered\":1,\"members\":\"1 member\"");
        serve.Text.ShouldNotContain("no_authentication");
        string url = Url().Match(serve.Text).Value;

        // a reader of the live stream must not hold the end up
        using HttpClient http = new();
        using HttpResponseMessage live = await http.GetAsync(new Uri($"{url}/api/v1/live"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Ran status = await Ran.Async($"status --monitor={url}");
        status.Exit.ShouldBe(0, status.Out + status.Error);

        serve.Terminate();
        (await serve.ExitAsync(seconds: 15)).ShouldBe(0, serve.Text);
        serve.Text.ShouldContain("\"event\":\"stopping\"");
    }

    [Fact]
    public async Task An_open_port_without_authentication_is_warned_of()
    {
        using TemporaryFolder folder = new();
        await using RunningProgram serve = RunningProgram.Start(folder.Path, "--endpoints=127.0.0.1:1", "--api-port=0");
        await serve.ShowsAsync("No authentication is set up.");
        await serve.ShowsAsync("0 of 1 member answered");
        serve.Terminate();
        (await serve.ExitAsync(seconds: 15)).ShouldBe(0, serve.Text);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_that_names_who_has_it()
    {
        using Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen();
        int port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        using TemporaryFolder folder = new();
        await using RunningProgram serve = RunningProgram.Start(folder.Path, "--api-host=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"--api-port={port}"), "--log-level=error");
        (await serve.ExitAsync(seconds: 20)).ShouldBe(1);
        serve.Text.Trim().ShouldMatch($@"^etcd-monitor: port {port} on 127\.0\.0\.1 is in use by .+, pid {Environment.ProcessId}\. Give --api-port$");
    }

    [Fact]
    public async Task Etcd_itself_is_asked_where_no_monitor_runs()
    {
        await using EtcdCluster cluster = await EtcdCluster.StartAsync(TestContext.Current.CancellationToken);
        Ran ran = await Ran.Async($"status --endpoints={cluster.Endpoints[0]}");
        ran.Exit.ShouldBe(0, ran.Out + ran.Error);
        ran.Out.Split('\n')[0].ShouldEndWith("(asked etcd itself, 2 rounds, no history)");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Url();
}
