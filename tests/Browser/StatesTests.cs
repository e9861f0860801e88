using Browser.Support;
using EtcdMonitor;
using EtcdMonitor.Alerts;
using EtcdMonitor.Tests.Server.Support;
using Microsoft.Playwright;

namespace Browser;

/// <summary>How the page looks for each verdict, in both themes and three widths. The pictures are there to be looked at.</summary>
public sealed class StatesTests(Chrome chrome)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    public async Task A_healthy_cluster_is_quiet(string theme)
    {
        await using RunningServer server = await RunningServer.StartAsync(Eventful(HandMade.Healthy(members: 3, now: Now)));
        await using Tab tab = await chrome.OpenAsync(server.Address, theme);

        await tab.SeeAsync("All 3 members serve, etcd-1 leads");
        await tab.SeeAsync("Tolerance 1");
        (await tab.Page.Locator(".ban-b").CountAsync()).ShouldBe(0);
        (await tab.Page.Locator(".ban").BoundingBoxAsync())!.Height.ShouldBeLessThan(52);
        await tab.ShootAsync($"healthy-{theme}");
    }

    [Theory]
    [InlineData("dark", 1440)]
    [InlineData("light", 1440)]
    [InlineData("dark", 1024)]
    [InlineData("light", 390)]
    [InlineData("dark", 390)]
    public async Task A_partition_says_what_is_wrong_and_what_to_do(string theme, int width)
    {
        await using RunningServer server = await RunningServer.StartAsync(Eventful(Troubles.Partition(now: Now)));
        await using Tab tab = await chrome.OpenAsync(server.Address, theme, width);

        await tab.SeeAsync("etcd-2 is cut off from the other four members");
        await tab.SeeAsync("Evidence, seen 252 rounds in a row");
        await tab.SeeAsync("Data hash of etcd-2");
        await tab.SeeAsync("etcd-4 defragmented");
        await tab.SeeAsync("nc -vz -w2 10.4.3.12 2380");
        await tab.SeeAsync("Clients bound to etcd-2 read stale data.");
        await Assertions.Expect(tab.Page.Locator("ul.al")).ToContainTextAsync("Network partition");
        await tab.ShootAsync($"partition-{theme}-{width}");
        await ShouldFitAsync(tab, width);
    }

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    public async Task A_lost_quorum_is_critical(string theme)
    {
        await using RunningServer server = await RunningServer.StartAsync(Eventful(Troubles.QuorumLost(now: Now)));
        await using Tab tab = await chrome.OpenAsync(server.Address, theme);

        await tab.SeeAsync("Quorum lost");
        await tab.SeeAsync("one voter short of the quorum of 2");
        await Assertions.Expect(tab.Page).ToHaveTitleAsync("◆ Critical ledger-eu-2 · etcd-monitor");
        await tab.ShootAsync($"quorum-lost-{theme}");
    }

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    public async Task An_unseen_cluster_is_unknown_and_shows_no_old_figures(string theme)
    {
        await using RunningServer server = await RunningServer.StartAsync(Eventful(Troubles.CutOff(now: Now)));
        await using Tab tab = await chrome.OpenAsync(server.Address, theme);

        await tab.SeeAsync("The monitor is cut off");
        await Assertions.Expect(tab.Page.Locator(".mt tbody tr").First).ToContainTextAsync("—");
        (await tab.Page.Locator(".mt tbody td .mute[title]").First.GetAttributeAsync("title")).ShouldNotBeNullOrEmpty();
        await tab.ShootAsync($"unknown-{theme}");
    }

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    public async Task A_member_down_is_a_warning(string theme)
    {
        await using RunningServer server = await RunningServer.StartAsync(Eventful(Troubles.Degraded(now: Now)));
        await using Tab tab = await chrome.OpenAsync(server.Address, theme);

        await tab.SeeAsync("etcd-4 refuses connections");
        await Assertions.Expect(tab.Page.Locator("tr.warning")).ToContainTextAsync("http://10.4.4.10:2379 refuses connections");
        await tab.ShootAsync($"degraded-{theme}");
    }

    [Fact]
    public async Task A_cluster_that_nobody_asked_yet_says_so()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.NotAsked());
        await using Tab tab = await chrome.OpenAsync(server.Address);

        await tab.SeeAsync("not asked yet");
        await tab.ShootAsync("not-asked-dark");
    }

    [Theory]
    [InlineData("dark", 1440)]
    [InlineData("light", 1440)]
    [InlineData("light", 1024)]
    [InlineData("dark", 390)]
    public async Task The_fleet_shows_the_worst_first(string theme, int width)
    {
        HandMadeMonitor monitor = new(
            HandMade.Healthy("identity-us-1", now: Now),
            Troubles.Degraded(now: Now),
            HandMade.Healthy("sessions-ap-2", 3, Now),
            Troubles.Partition(now: Now),
            Troubles.CutOff(now: Now),
            Troubles.QuorumLost(now: Now));
        await using RunningServer server = await RunningServer.StartAsync(monitor);
        await using Tab tab = await chrome.OpenAsync(server.Address, theme, width);

        await tab.SeeAsync("2 of 6 clusters are critical");
        await Assertions.Expect(tab.Page.Locator(".ft tbody tr td.name a")).ToHaveTextAsync(["payments-eu-1", "ledger-eu-2", "edge-sg-4", "search-us-1", "identity-us-1", "sessions-ap-2"]);
        await tab.ShootAsync($"fleet-{theme}-{width}");
        await ShouldFitAsync(tab, width);

        await tab.Page.Locator(".ft a", new() { HasText = "ledger-eu-2" }).ClickAsync();
        await tab.SeeAsync("Quorum lost");
        tab.Page.Url.ShouldEndWith("#/cluster/ledger-eu-2");
    }

    internal static HandMadeMonitor Eventful(ClusterSnapshot snapshot)
    {
        HandMadeMonitor monitor = new(snapshot);
        string name = snapshot.State.Name;
        DateTimeOffset since = snapshot.Verdict.Since;
        monitor.Store(HandMade.Event("etcd-1 leads, the first leader seen", "leader", name, at: since.AddMinutes(-18)));
        monitor.Store(HandMade.Event("etcd-4 defragmented, 3.6 → 3.1 GiB, took 8.2 s", "note", name, at: since.AddSeconds(-478)));
        monitor.Store(HandMade.Event("etcd-2 changed its version, 3.5.29 → 3.5.30", "member", name, at: since.AddSeconds(-88)));
        monitor.Store(HandMade.Event(snapshot.Verdict.Sentence, "verdict", name, snapshot.Verdict.Severity, at: since));
        if (snapshot.Verdict.Lead is { } lead)
        {
            monitor.Store(HandMade.Event($"{lead.Title} fires", "alert", name, lead.Severity, at: since.AddSeconds(2)));
            monitor.Store(HandMade.Alert(name, lead, AlertStatus.Resolved, generation: 9));
        }

        return monitor;
    }

    private static async Task ShouldFitAsync(Tab tab, int width) =>
        (await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
}
