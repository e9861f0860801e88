using System.Text.Json.Nodes;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Cli.Configuration.Kinds;

namespace EtcdMonitor.Cli.Configuration.Printing;

/// <summary>One value in a form that can be printed. A secret never gets past here.</summary>
internal static class PrintedValue
{
    private const string Hidden = "***";

    /// <summary>The value; null: there is none.</summary>
    public static JsonNode? Of(Kind kind, object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case Dictionary<string, Secret> headers:
                return Object(headers.Select(h => (h.Key, Hidden)));
            case IReadOnlyCollection<Secret> secrets:
                return secrets.Count == 0 ? null : Hidden;
            case not null when kind.IsSecret:
                return Hidden;
            case Dictionary<string, string> texts:
                return Object(texts.Select(t => (t.Key, t.Value)));
            case string[] list:
                return new JsonArray([.. list.Select(t => (JsonNode?)t)]);
            case IReadOnlyList<DayOfWeek> days:
                return new JsonArray([.. days.Select(d => (JsonNode?)DayListKind.Word(d))]);
            case IEnumerable<Matcher> matchers:
                return new JsonArray([.. matchers.Select(m => (JsonNode?)m.ToString())]);
            case bool on:
                return on;
            case int whole:
                return whole;
            case double number:
                return number;
            case Uri url:
                return url.OriginalString;
            default:
                return kind.Write(value);
        }
    }

    private static JsonObject Object(IEnumerable<(string Key, string Value)> entries) =>
        new(entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)e.Value)));
}
