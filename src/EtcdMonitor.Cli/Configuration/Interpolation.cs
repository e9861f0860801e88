using System.Text.RegularExpressions;

namespace EtcdMonitor.Cli.Configuration;

/// <summary><c>${NAME}</c> in a value of the file stands for the environment variable; <c>$${</c> writes <c>${</c>.</summary>
internal static partial class Interpolation
{
    /// <summary>Replaces every name; <paramref name="missing"/> is the first one that is not set.</summary>
    public static string Apply(string text, Func<string, string?> environment, out string? missing)
    {
        string? first = null;
        string result = Reference().Replace(text, match =>
        {
            if (match.Value.StartsWith("$$", StringComparison.Ordinal))
            {
                return match.Value[1..];
            }

            string name = match.Groups["name"].Value;
            string? value = environment(name);
            first ??= value is null ? name : null;
            return value ?? "";
        });
        missing = first;
        return result;
    }

    /// <summary>The variables that stand in a text.</summary>
    public static IReadOnlyList<string> Names(string text) =>
        [.. Reference().Matches(text).Where(m => !m.Value.StartsWith("$$", StringComparison.Ordinal)).Select(m => m.Groups["name"].Value)];

    /// <summary>Writes a text so that <see cref="Apply"/> gives it back as it is.</summary>
    public static string Escape(string text) => Plain().Replace(text, "$$$0");

    [GeneratedRegex(@"\$\{[A-Za-z_][A-Za-z0-9_]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\$?\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
