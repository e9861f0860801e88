using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser.Support.Chrome))]

namespace Browser.Support;

/// <summary>Debian's Chromium, started once for all tests. Without one tests are skipped, in CI they fail.</summary>
public sealed class Chrome : IAsyncLifetime
{
    private static readonly string Path = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Path))
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Arguments });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A fresh page, with nothing remembered from another test.</summary>
    internal async Task<Tab> OpenAsync(Uri address, string theme = "dark", int width = 1440, int height = 900)
    {
        if (_browser is null)
        {
            string missing = $"There is no Chromium at {Path}; set CHROMIUM.";
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", missing);
            Assert.Skip(missing);
        }

        IBrowserContext context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
        });
        Tab tab = new(context, await context.NewPageAsync());
        await tab.Page.GotoAsync(address.ToString());
        return tab;
    }
}
