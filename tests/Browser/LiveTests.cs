using Browser.Support;
using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Server.Support;
using Microsoft.Playwright;

namespace Browser;

/// <summary>The page follows the stream, and says so when it cannot.</summary>
public sealed class LiveTests(Chrome chrome)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_new_verdict_and_its_events_appear_without_a_reload_and_are_said_aloud()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy("ledger-eu-2", 3, Now));
        await using RunningServer server = await RunningServer.StartAsync(monitor);
        await using Tab tab = await chrome.OpenAsync(server.Address);
        await Assertions.Expect(tab.Page.Locator(".ban")).ToContainTextAsync("Healthy");
        await tab.Page.EvaluateAsync("window.same = true");

        monitor.Publish(Troubles.QuorumLost(now: Now));
        monitor.Publish(HandMade.Event("quorum lost", "verdict", "ledger-eu-2", Severity.Critical, at: Now));

        await Assertions.Expect(tab.Page.Locator(".ban")).ToContainTextAsync("Quorum lost");
        await Assertions.Expect(tab.Page.Locator(".tl li").First).ToContainTextAsync("quorum lost");
        await Assertions.Expect(tab.Page.Locator("[role=status]")).ToContainTextAsync("ledger-eu-2: Critical");
        (await tab.Page.EvaluateAsync<bool>("window.same")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_cut_stream_keeps_the_old_values_with_their_age_and_comes_back_by_itself()
    {
        RunningServer server = await RunningServer.StartAsync(HandMade.Healthy("ledger-eu-2", 3, Now));
        await using Tab tab = await chrome.OpenAsync(server.Address);
        ILocator chip = tab.Page.Locator("[data-link]");
        await Assertions.Expect(chip).ToHaveTextAsync("Live");

        tab.MayLoseConnection = true;
        await server.DisposeAsync();

        await Assertions.Expect(chip).ToHaveTextAsync("Reconnecting");
        await Assertions.Expect(chip).ToContainTextAsync("Stale for", new() { Timeout = 15_000 });
        await tab.SeeAsync("Connection to the monitor lost.");
        await tab.SeeAsync("All 3 members serve, etcd-1 leads");
        await Assertions.Expect(tab.Page.Locator("main.old")).ToBeVisibleAsync();
        await tab.ShootAsync("stale-dark");

        await using RunningServer again = await RunningServer.StartAsync(new HandMadeMonitor(Troubles.QuorumLost(now: Now)), api => api.Port = server.Address.Port);
        await Assertions.Expect(chip).ToHaveTextAsync("Live", new() { Timeout = 15_000 });
        await Assertions.Expect(tab.Page.Locator(".ban")).ToContainTextAsync("Quorum lost");
        await Assertions.Expect(tab.Page.Locator(".note")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Paused_means_that_nothing_moves_until_one_goes_on()
    {
        HandMadeMonitor monitor = new(HandMade.Healthy("ledger-eu-2", 3, Now));
        await using RunningServer server = await RunningServer.StartAsync(monitor);
        await using Tab tab = await chrome.OpenAsync(server.Address);
        ILocator chip = tab.Page.Locator("[data-link]");
        await Assertions.Expect(chip).ToHaveTextAsync("Live");
        await chip.ClickAsync();
        await Assertions.Expect(chip).ToHaveTextAsync("Paused");

        Task<IResponse> read = tab.Page.WaitForResponseAsync(r => r.Url.Contains("/health", StringComparison.Ordinal));
        monitor.Publish(Troubles.QuorumLost(now: Now));
        await tab.Page.EvaluateAsync("fetch('health')");
        await read;
        await Assertions.Expect(tab.Page.Locator(".ban")).ToContainTextAsync("Healthy");

        await tab.Page.Keyboard.PressAsync("p");
        await Assertions.Expect(tab.Page.Locator(".ban")).ToContainTextAsync("Quorum lost");
    }

    [Fact]
    public async Task A_round_leaves_focus_and_nodes_where_they_are()
    {
        HandMadeMonitor monitor = new(Troubles.Partition(now: Now));
        await using RunningServer server = await RunningServer.StartAsync(monitor);
        await using Tab tab = await chrome.OpenAsync(server.Address);
        ILocator command = tab.Page.Locator("button.cmd");
        await command.FocusAsync();
        await tab.Page.EvaluateAsync("document.querySelector('.mt tbody').firstChild.mark = 'kept'");

        for (int round = 1; round <= 3; round++)
        {
            var next = Troubles.Partition(now: Now);
            monitor.Publish(next with { State = next.State with { Revision = 50_000_000 + round } });
        }

        await tab.SeeAsync("revision 50,000,003");
        await Assertions.Expect(command).ToBeFocusedAsync();
        (await tab.Page.EvaluateAsync<string>("document.querySelector('.mt tbody').firstChild.mark")).ShouldBe("kept");
    }
}
