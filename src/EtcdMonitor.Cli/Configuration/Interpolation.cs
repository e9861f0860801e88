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

    [GeneratedRegex(@"\$?\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
