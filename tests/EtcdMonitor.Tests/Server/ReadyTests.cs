using System.Net;
using EtcdMonitor.Tests.Server.Support;

namespace EtcdMonitor.Tests.Server;

public sealed class ReadyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_serves_lives_whatever_else_is()
    {
        HandMadeMonitor monitor = new() { BeforeHistory = () => throw new InvalidOperationException() };
        await using RunningServer server = await RunningServer.StartAsync(monitor);

        (await AskAsync(server, "/livez")).ShouldBe((HttpStatusCode.OK, "ok"));
    }

    [Fact]
    public async Task It_is_ready_once_every_cluster_is_judged()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy("eu"), HandMade.NotAsked("us"));
        await using RunningServer server = await RunningServer.StartAsync(monitor);

        (await AskAsync(server, "/readyz")).ShouldBe((HttpStatusCode.ServiceUnavailable, "[+]storage ok\n[+]cluster eu ok\n[-]cluster us: not judged yet\nreadyz check failed\n"));
        monitor.Publish(HandMade.Healthy("us"));
        (await AskAsync(server, "/readyz")).ShouldBe((HttpStatusCode.OK, "ok"));
        (await AskAsync(server, "/readyz?verbose")).ShouldBe((HttpStatusCode.OK, "[+]storage ok\n[+]cluster eu ok\n[+]cluster us ok\nreadyz check passed\n"));
    }

    [Fact]
    public async Task The_heartbeat_tells_its_last_success_and_why_there_is_none_since()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy("eu")) { Heartbeat = new(HandMade.Noon, null) };
        await using RunningServer server = await RunningServer.StartAsync(monitor);

        (await AskAsync(server, "/readyz?verbose")).ShouldBe((HttpStatusCode.OK, "[+]storage ok\n[+]cluster eu ok\n[+]watchdog ok, last beat taken at 02:55:20 UTC\nreadyz check passed\n"));
        monitor.Heartbeat = new(null, "HTTP 500");
        (await AskAsync(server, "/readyz?verbose")).ShouldBe((HttpStatusCode.OK, "[+]storage ok\n[+]cluster eu ok\n[!]watchdog: HTTP 500; no beat taken yet\nreadyz check passed\n"));
    }

    [Fact]
    public async Task A_cluster_that_is_down_does_not_make_its_monitor_unready()
    {
        await using RunningServer server = await RunningServer.StartAsync(Troubles.Partition());

        (await AskAsync(server, "/readyz")).ShouldBe((HttpStatusCode.OK, "ok"));
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_not_ready_and_the_reason_stays_inside()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy("eu")) { BeforeHistory = () => throw new InvalidOperationException("password=hunter2") };
        await using RunningServer server = await RunningServer.StartAsync(monitor);

        (await AskAsync(server, "/readyz")).ShouldBe((HttpStatusCode.ServiceUnavailable, "[-]storage: does not answer\n[+]cluster eu ok\nreadyz check failed\n"));
    }

    [Fact]
    public async Task Storage_that_takes_no_writes_is_told_and_does_not_make_it_unready()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy("eu")) { StorageTrouble = new("its disk is full", new DateTimeOffset(2026, 11, 21, 3, 2, 1, TimeSpan.Zero)) };
        await using RunningServer server = await RunningServer.StartAsync(monitor);

        (await AskAsync(server, "/readyz?verbose")).ShouldBe((HttpStatusCode.OK, "[+]storage ok\n[+]cluster eu ok\n[!]storage takes no writes since 03:02:01 UTC: its disk is full\nreadyz check passed\n"));
    }

    [Fact]
    public async Task A_channel_that_does_not_deliver_is_told_without_what_its_receiver_said()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy("eu")) { DeliveryTroubles = [new("slack", 3, new DateTimeOffset(2026, 11, 21, 3, 2, 1, TimeSpan.Zero), "HTTP 404: s3cret")] };
        await using RunningServer server = await RunningServer.StartAsync(monitor);

        (await AskAsync(server, "/readyz?verbose")).ShouldBe((HttpStatusCode.OK, "[+]storage ok\n[+]cluster eu ok\n[!]slack delivers nothing since 03:02:01 UTC: 3 notices were given up\nreadyz check passed\n"));
    }

    [Fact]
    public async Task Before_any_cluster_is_watched_it_is_not_ready()
    {
        await using RunningServer server = await RunningServer.StartAsync(new HandMadeMonitor());

        (await AskAsync(server, "/readyz")).ShouldBe((HttpStatusCode.ServiceUnavailable, "[+]storage ok\n[-]clusters: not watched yet\nreadyz check failed\n"));
    }

    [Fact]
    public async Task A_monitor_that_was_not_started_is_not_ready()
    {
        await using MonitorService monitor = new(new MonitorOptions { Clusters = [new() { Endpoints = ["127.0.0.1:1"] }] });
        await using Microsoft.AspNetCore.Builder.WebApplication app = EtcdMonitor.Server.MonitorApp.Build(monitor, new EtcdMonitor.Server.ApiOptions { Host = "127.0.0.1", Port = 0 });
        await app.StartAsync(Cancel);
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };

        using HttpResponseMessage response = await client.GetAsync("/readyz", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("[-]storage: does not answer\n[-]clusters: not watched yet\nreadyz check failed\n");
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(RunningServer server, string path)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(path, Cancel);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
