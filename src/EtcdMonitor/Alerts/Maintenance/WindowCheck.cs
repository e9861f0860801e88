using EtcdMonitor.Alerts.Silences;

namespace EtcdMonitor.Alerts.Maintenance;

/// <summary>What is wrong with maintenance windows.</summary>
public static class WindowCheck
{
    /// <summary>All of it: the key within <c>alerts.maintenance</c>, such as <c>[0].days</c>, and what is wrong.</summary>
    public static IEnumerable<(string Key, string Problem)> Problems(IReadOnlyList<MaintenanceWindow> windows) =>
        windows.SelectMany((window, i) => Of(window, windows.Take(i)).Select(p => ($"[{i}].{p.Key}", p.Problem)));

    private static IEnumerable<(string Key, string Problem)> Of(MaintenanceWindow window, IEnumerable<MaintenanceWindow> before)
    {
        if (string.IsNullOrWhiteSpace(window.Name))
        {
            yield return ("name", "is needed");
        }
        else if (before.Any(other => other.Name == window.Name))
        {
            yield return ("name", $"{window.Name} is the name of a window above, give each its own");
        }

        foreach (string problem in NewSilence.MatcherProblems([.. window.Matchers]))
        {
            yield return ("matchers", problem["matchers ".Length..]);
        }

        foreach ((string key, string text) in new[] { ("author", window.Author), ("comment", window.Comment) })
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return (key, "is needed, for whoever finds an alert silent");
            }
        }

        foreach ((string Key, string Problem) problem in Times(window))
        {
            yield return problem;
        }
    }

    private static IEnumerable<(string Key, string Problem)> Times(MaintenanceWindow window)
    {
        bool once = window.Start is not null || window.End is not null, weekly = window.Days.Count > 0 || window.From is not null || window.To is not null;
        if (once == weekly)
        {
            yield return ("start", once ? "and end exclude days, from and to: keep one of the two" : "and end, or days, from and to, are needed");
        }
        else if (once && (window.Start is null || window.End is null))
        {
            yield return (window.Start is null ? "end" : "start", window.Start is null ? "needs start" : "needs end");
        }
        else if (once && window.End <= window.Start)
        {
            yield return ("end", "is not after start");
        }
        else if (weekly && (window.Days.Count == 0 || window.From is null || window.To is null))
        {
            yield return (window.Days.Count > 0 ? "days" : window.From is not null ? "from" : "to", "goes together with the others of days, from and to");
        }
    }
}
