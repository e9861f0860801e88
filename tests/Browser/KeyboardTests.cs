using Browser.Support;
using EtcdMonitor.Tests.Server.Support;
using Microsoft.Playwright;

namespace Browser;

public sealed class KeyboardTests(Chrome chrome)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task T_switches_the_theme_and_it_is_remembered()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy(now: Now));
        await using Tab tab = await chrome.OpenAsync(server.Address, "light");
        ILocator html = tab.Page.Locator("html");
        await Assertions.Expect(html).ToHaveAttributeAsync("data-theme", "light");
        await tab.SeeAsync("All 5 members serve");

        await tab.Page.Keyboard.PressAsync("t");
        await tab.Page.Keyboard.PressAsync("t");
        await Assertions.Expect(html).ToHaveAttributeAsync("data-theme", "dark");

        await tab.Page.ReloadAsync();
        await Assertions.Expect(html).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task U_switches_between_utc_and_local_time()
    {
        await using RunningServer server = await RunningServer.StartAsync(Troubles.Partition(now: Now));
        await using Tab tab = await chrome.OpenAsync(server.Address);
        ILocator since = tab.Page.Locator(".ban .k time");
        await Assertions.Expect(since).ToContainTextAsync("UTC");

        await tab.Page.Keyboard.PressAsync("u");

        await Assertions.Expect(since).ToContainTextAsync("local");
    }

    [Fact]
    public async Task Question_mark_opens_the_help_and_escape_closes_it()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy(now: Now));
        await using Tab tab = await chrome.OpenAsync(server.Address);
        await tab.SeeAsync("All 5 members serve");

        await tab.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(tab.Page.Locator("dialog")).ToBeVisibleAsync();
        await tab.ShootAsync("help-dark");

        await tab.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tab.Page.Locator("dialog")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task J_and_k_walk_the_fleet_and_enter_opens_a_cluster()
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy("a", now: Now), HandMade.Healthy("b", now: Now));
        await using Tab tab = await chrome.OpenAsync(server.Address);
        await tab.SeeAsync("All 2 clusters are well");

        await tab.Page.Keyboard.PressAsync("j");
        await tab.Page.Keyboard.PressAsync("j");
        await tab.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(tab.Page.Locator("h1")).ToHaveTextAsync("b");
    }

    [Fact]
    public async Task A_command_is_copied_by_a_click()
    {
        await using RunningServer server = await RunningServer.StartAsync(Troubles.Partition(now: Now));
        await using Tab tab = await chrome.OpenAsync(server.Address);
        await tab.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await tab.Page.Locator("button.cmd").ClickAsync();

        await Assertions.Expect(tab.Page.Locator("button.cmd")).ToContainTextAsync("Copied");
        (await tab.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldBe("nc -vz -w2 10.4.3.12 2380");
    }
}
