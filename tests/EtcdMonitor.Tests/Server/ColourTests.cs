using System.Globalization;
using System.Text.RegularExpressions;
using EtcdMonitor.Tests.Server.Support;

namespace EtcdMonitor.Tests.Server;

/// <summary>Contrast of the tokens, computed: words 4.5 to 1, graphics and control edges 3 to 1, on every ground, in both themes.</summary>
public sealed partial class ColourTests
{
    private static readonly string[] Verdicts = ["healthy", "info", "warning", "critical", "unknown"];

    [Theory]
    [InlineData("@light")]
    [InlineData("@dark")]
    public async Task Every_pair_can_be_read(string theme)
    {
        Dictionary<string, string> colours = await ColoursAsync(theme);
        List<string> faint = [];
        foreach (string ground in (string[])["bg", "surface", "surface-2", "surface-3", "raised"])
        {
            Need(4.5, ground, "ink", "ink-2", "ink-3", "accent-text");
            Need(3, ground, "line-control");
        }

        foreach (string verdict in Verdicts)
        {
            foreach (string ground in (string[])["bg", "surface", "surface-2", "raised", $"{verdict}-soft", $"{verdict}-wash"])
            {
                Need(4.5, ground, $"{verdict}-text");
                Need(3, ground, verdict);
            }

            Need(4.5, $"{verdict}-solid", $"on-{verdict}");
            Need(4.5, $"{verdict}-wash", "ink", "ink-2", "ink-3");
        }

        Need(4.5, "primary", "on-primary");
        Need(3, "surface", "accent");
        faint.ShouldBeEmpty();

        void Need(double least, string ground, params string[] words) =>
            faint.AddRange(words.Where(w => Contrast(colours[w], colours[ground]) < least).Select(w => $"{w} on {ground} in {theme}"));
    }

    private static async Task<Dictionary<string, string>> ColoursAsync(string theme)
    {
        await using RunningServer server = await RunningServer.StartAsync(HandMade.Healthy());
        string css = await server.Client.GetStringAsync("/tokens.css", TestContext.Current.CancellationToken);
        int start = css.IndexOf($"/* {theme} */", StringComparison.Ordinal);
        return Token().Matches(css[start..css.IndexOf("\n}", start, StringComparison.Ordinal)]).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    private static double Contrast(string a, string b)
    {
        (double x, double y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double[] linear = [.. Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }

    [GeneratedRegex(@"--([\w-]+):\s*#([0-9A-Fa-f]{6})")]
    private static partial Regex Token();
}
