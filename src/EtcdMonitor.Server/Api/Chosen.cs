using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>The cluster that a request is about.</summary>
internal static class Chosen
{
    /// <summary>Answers about the named cluster, or about the only one; else with a problem that names the choices.</summary>
    internal static IResult Cluster(HttpContext http, IMonitorSource monitor, string? name, Func<ClusterSnapshot, IResult> answer)
    {
        if (!string.IsNullOrEmpty(name))
        {
            return monitor.Find(name) is { } found ? answer(found) : Unknown(http, monitor, name);
        }

        IReadOnlyList<ClusterSnapshot> all = monitor.Snapshots;
        return all.Count == 1
            ? answer(all[0])
            : Problem.Answer(http, StatusCodes.Status400BadRequest, $"This monitor watches {all.Count} clusters: say which, as ?cluster=NAME.", Names(monitor));
    }

    /// <summary>The problem with a name that is no cluster; null: it is one, or none was given.</summary>
    internal static IResult? Refusal(HttpContext http, IMonitorSource monitor, string? name) =>
        string.IsNullOrEmpty(name) || monitor.Find(name) is not null ? null : Unknown(http, monitor, name);

    private static IResult Unknown(HttpContext http, IMonitorSource monitor, string name)
    {
        string[] names = Names(monitor);
        string? nearest = Suggestion.Nearest(name, names);
        string detail = nearest is null ? "No cluster has that name." : $"No cluster has that name. Did you mean {nearest}?";
        return Problem.Answer(http, StatusCodes.Status404NotFound, detail, names, nearest);
    }

    private static string[] Names(IMonitorSource monitor) => [.. monitor.Snapshots.Select(s => s.State.Name)];
}
