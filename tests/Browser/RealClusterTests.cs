using System.Diagnostics;
using Browser.Support;
using Etcd.Testing;
using EtcdMonitor;
using EtcdMonitor.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Browser;

/// <summary>All of it: etcd's processes, the monitor, the server and a browser that nobody reloads.</summary>
public sealed class RealClusterTests(Chrome chrome) : IAsyncLifetime
{
    private const float Patience = 30_000;
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("etcd-monitor-browser-");
    private EtcdCluster _cluster = null!;
    private MonitorService _monitor = null!;
    private WebApplication _server = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3, ExtraFlags = ["--metrics=extensive"] }, Cancel);
        _monitor = new MonitorService(new()
        {
            Clusters = [new() { Name = "main", Endpoints = [_cluster.Endpoints[0]] }],
            Storage = new() { Path = Path.Combine(_folder.FullName, "monitor.db") },
            Channels = new() { Console = new() { Enabled = false } },
        });
        await _monitor.StartAsync(Cancel);
        _server = MonitorApp.Build(_monitor, new ApiOptions { Host = "127.0.0.1", Port = 0 });
        await _server.StartAsync(Cancel);
    }

    [Fact]
    public async Task The_page_follows_a_real_cluster_through_the_loss_of_its_leader_and_its_quorum_and_back()
    {
        await using Tab tab = await chrome.OpenAsync(new Uri(_server.Urls.First()));
        ILocator banner = tab.Page.Locator(".ban");
        ILocator leads = tab.Page.Locator(".ph .meta");
        EtcdMember leader = await _cluster.LeaderAsync(Cancel);
        await SeeAsync(banner, "Healthy");
        await SeeAsync(leads, $"{leader.Name} leads");
        await tab.Page.EvaluateAsync("window.same = true");
        await tab.ShootAsync("real-healthy-dark");

        leader.Kill();
        Stopwatch since = Stopwatch.StartNew();
        EtcdMember next = await _cluster.LeaderAsync(Cancel);
        await SeeAsync(leads, $"{next.Name} leads");
        Report($"new leader {next.Name} on the page {since.ElapsedMilliseconds} ms after the kill");
        await SeeAsync(tab.Page.Locator(".tl"), next.Name);
        await SeeAsync(tab.Page.Locator(".mt tbody tr", new() { HasText = leader.Name }), "refuses connections");
        await tab.ShootAsync("real-leader-killed-dark");

        next.Kill();
        since.Restart();
        await SeeAsync(banner, "Quorum lost");
        await SeeAsync(banner, "Critical");
        Report($"quorum lost on the page {since.ElapsedMilliseconds} ms after the kill");
        await SeeAsync(tab.Page.Locator(".al"), "Quorum lost");
        await tab.ShootAsync("real-quorum-lost-dark");

        await Task.WhenAll(leader.StartAsync(Cancel), next.StartAsync(Cancel));
        since.Restart();
        await SeeAsync(banner, "Healthy");
        Report($"healthy on the page {since.ElapsedMilliseconds} ms after the members came back");
        (await tab.Page.EvaluateAsync<bool>("window.same")).ShouldBeTrue("nobody reloaded the page");
        await tab.ShootAsync("real-healed-dark");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _monitor.DisposeAsync();
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static Task SeeAsync(ILocator where, string text) => Assertions.Expect(where).ToContainTextAsync(text, new() { Timeout = Patience });

    private static void Report(string figures) => TestContext.Current.TestOutputHelper!.WriteLine(figures);
}
