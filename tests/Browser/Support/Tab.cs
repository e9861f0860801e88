using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Browser.Support;

/// <summary>A page under watch: whatever its console complains about fails the test when the tab is closed.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    internal Tab(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.SetDefaultTimeout(15_000);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !(MayLoseConnection && message.Text.Contains("net::ERR", StringComparison.Ordinal)))
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Dialog += (_, dialog) =>
        {
            _complaints.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    internal IPage Page { get; }

    /// <summary>Set by a test that cuts the connection: the browser then complains about that, and only that is expected.</summary>
    internal bool MayLoseConnection { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _complaints.ShouldBeEmpty();
    }

    internal Task SeeAsync(string text) => Assertions.Expect(Page.Locator("body")).ToContainTextAsync(text, new() { Timeout = 15_000 });

    internal ILocator Main => Page.Locator("main");

    /// <summary>Writes artifacts/screenshots/NAME.png, of the whole page.</summary>
    internal async Task ShootAsync(string name, [CallerFilePath] string caller = "")
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "..", ".."));
        await Page.EvaluateAsync("document.fonts.ready");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(root, "artifacts", "screenshots", $"{name}.png"), FullPage = true });
    }
}
