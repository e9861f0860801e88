using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EtcdMonitor.Cli.Configuration.Printing;

/// <summary>Writes values as YAML that every reader takes for the same.</summary>
internal static partial class YamlText
{
    /// <summary>Words that YAML readers take for something else than a text.</summary>
    private static readonly string[] Reserved = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    /// <summary>A value that fits behind its key.</summary>
    public static string Value(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject { Count: 0 } => "{}",
        JsonArray list => $"[{string.Join(", ", list.Select(i => Quote(Interpolation.Escape(i!.GetValue<string>()))))}]",
        JsonValue text when text.TryGetValue(out string? written) => Text(Interpolation.Escape(written)),
        _ => value.ToJsonString(),
    };

    /// <summary>A text, in quotes where it would be read as something else.</summary>
    public static string Text(string text) => Plain().IsMatch(text) && !Reserved.Contains(text.ToLowerInvariant(), StringComparer.Ordinal) ? text : Quote(text);

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A word or a path, a duration, an IPv4 address: no number, date or time of day among them.</summary>
    [GeneratedRegex(@"^(?:(?:[A-Za-z/]|\./)[A-Za-z0-9._/-]*|(?:[0-9]+(?:\.[0-9]+)?(?:ns|us|ms|s|m|h|d))+|[0-9]+(?:\.[0-9]+){3})\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
