using System.Globalization;
using System.Text.RegularExpressions;

namespace Etcd.Benchmarks;

/// <summary>Figures in a line of output.</summary>
internal static partial class Line
{
    public static double Rate(string line) => Figure(RateOf(), line);

    public static double Median(string line) => Figure(MedianOf(), line);

    private static double Figure(Regex figure, string line)
        => figure.Match(line) is { Success: true } match
            ? double.Parse(match.Groups["figure"].Value, CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"no figure {figure} in: {line}");

    [GeneratedRegex("""ops/s=(?<figure>[\d.]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RateOf();

    [GeneratedRegex("""p50=(?<figure>[\d.]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MedianOf();
}
