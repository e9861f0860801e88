using System.Text.Json.Nodes;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Configuration.Printing;

/// <summary>Settings as lines of YAML, the origins as comments in a column of their own.</summary>
internal static class YamlLines
{
    /// <summary>Comments stand no further to the right, except behind a line that is longer itself.</summary>
    private const int LastColumn = 60;

    /// <summary>The lines.</summary>
    public static IEnumerable<Line> Of(PrintedSettings settings, bool origins)
    {
        (string Text, string Path)[] rows = [.. Rows(settings.Tree, "", "", "")];
        int column = Math.Min(LastColumn, rows.Where(r => settings.Origins.ContainsKey(r.Path)).Select(r => r.Text.Length + 2).DefaultIfEmpty(0).Max());
        foreach ((string text, string path) in rows)
        {
            Line line = new Line().Add(text);
            yield return origins && settings.Origins.TryGetValue(path, out string? origin)
                ? line.PadTo(Math.Max(column, text.Length + 2)).Add("# " + Foreign.Clean(origin), Style.Dim)
                : line;
        }
    }

    private static IEnumerable<(string Text, string Path)> Rows(JsonObject group, string first, string indent, string path)
    {
        string lead = first;
        foreach ((string key, JsonNode? value) in group)
        {
            string head = $"{lead}{YamlText.Text(key)}:";
            lead = indent;
            if (value is JsonObject { Count: > 0 } inner)
            {
                yield return (head, path + key);
                foreach ((string Text, string Path) row in Rows(inner, indent + "  ", indent + "  ", $"{path}{key}."))
                {
                    yield return row;
                }
            }
            else if (value is JsonArray { Count: > 0 } list && list[0] is JsonObject)
            {
                yield return (head, path + key);
                for (int i = 0; i < list.Count; i++)
                {
                    foreach ((string Text, string Path) row in Rows(list[i]!.AsObject(), indent + "  - ", indent + "    ", $"{path}{key}[{i}]."))
                    {
                        yield return row;
                    }
                }
            }
            else
            {
                yield return ($"{head} {YamlText.Value(value)}", path + key);
            }
        }
    }
}
