using Browser.Support;
using EtcdMonitor;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Server.Support;
using Microsoft.Playwright;

namespace Browser;

/// <summary>Who is connected to whom, as a drawing and as the table that says it exactly.</summary>
public sealed class ConnectivityTests(Chrome chrome)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("light", 1440)]
    [InlineData("dark", 1024)]
    [InlineData("dark", 390)]
    public async Task A_link_that_is_down_one_way_is_drawn_crossed_and_named_in_the_table(string theme, int width)
    {
        ClusterSnapshot healthy = HandMade.Healthy(now: Now);
        await using RunningServer server = await RunningServer.StartAsync(healthy with { State = WithMatrix(healthy.State) });
        await using Tab tab = await chrome.OpenAsync(server.Address, theme, width);

        await tab.SeeAsync("19 of 20 links up, 1 down");
        await Assertions.Expect(tab.Page.Locator("table.mx caption")).ToHaveTextAsync("What the member of a row says of its link to the member of a column");
        await Assertions.Expect(tab.Page.Locator("table.mx td.down")).ToHaveTextAsync("Down");
        await Assertions.Expect(tab.Page.Locator("table.mx td.down")).ToHaveAttributeAsync("title", "etcd-3 hears nothing from it");
        await tab.SeeAsync("etcd-3 → etcd-4");
        (await tab.Page.Locator("svg.topo .l-oneway").CountAsync()).ShouldBe(1);
        (await tab.Page.Locator("svg.topo .l-up").CountAsync()).ShouldBe(9, "ten pairs of five members, one of them down one way");
        (await tab.Page.Locator("svg.topo .cross").CountAsync()).ShouldBe(1);
        (await tab.Page.Locator("svg.topo[role=img]").GetAttributeAsync("aria-label"))!.ShouldContain("1 link is down");
        await tab.ShootAsync($"connectivity-{theme}-{width}");
    }

    private static ClusterState WithMatrix(ClusterState state) => state with
    {
        Matrix = new()
        {
            Links =
            [
                .. from one in state.Members
                   from other in state.Members
                   where one != other
                   let down = one.Name == "etcd-3" && other.Name == "etcd-4"
                   select new PeerLink
                   {
                       Local = one.Id!.Value,
                       LocalName = one.Name,
                       Remote = other.Id!.Value,
                       RemoteName = other.Name,
                       State = down ? LinkState.NotConnected : LinkState.Connected,
                       Reason = down ? "etcd-3 hears nothing from it" : null,
                       Since = state.At,
                       At = state.At,
                       RttP50Ms = down ? null : 0.4,
                   },
            ],
        },
    };
}
