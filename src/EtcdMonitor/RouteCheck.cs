using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Routing;
using EtcdMonitor.Channels;

namespace EtcdMonitor;

/// <summary>Finds all that is wrong with receivers and routes.</summary>
public static class RouteCheck
{
    /// <summary>Key as the file writes it, and what is wrong with it.</summary>
    public static IEnumerable<(string Key, string Problem)> Problems(AlertOptions options, ChannelOptions channels)
    {
        IEnumerable<(string, string)> problems = options.Receivers.SelectMany((receiver, i) => Receiver(receiver, $"alerts.receivers[{i}]", options.Receivers.Take(i), channels));
        if (options.Route is not { } root)
        {
            return options.Receivers.Count == 0 ? problems : problems.Append(("alerts.receivers", "are told nothing without a route: give route with receiver in it"));
        }

        return problems
            .Concat(root.Receiver is null ? [("alerts.route", "needs a receiver, who is told what no branch takes")] : [])
            .Concat(root.Matchers.Count > 0 ? [("alerts.route.matchers", "the root takes all that no branch does: give them to a branch, in routes")] : [])
            .Concat(root.Continue ? [("alerts.route.continue", "nothing comes after the root: give it to a branch, in routes")] : [])
            .Concat(Route(root, "alerts.route", options.Receivers));
    }

    private static IEnumerable<(string, string)> Receiver(ReceiverOptions receiver, string key, IEnumerable<ReceiverOptions> before, ChannelOptions channels)
    {
        if (receiver.Name.Length == 0)
        {
            yield return ($"{key}.name", "is missing: give each receiver a name");
        }
        else if (before.Any(r => r.Name == receiver.Name))
        {
            yield return ($"{key}.name", $"{receiver.Name} is the name of a receiver above, give each its own");
        }

        if (receiver.Channels.Length == 0)
        {
            yield return ($"{key}.channels", $"names no channel. Known: {string.Join(", ", channels.All.Select(c => c.Name))}");
        }

        foreach (string channel in receiver.Channels)
        {
            if (channels.All.All(c => c.Name != channel))
            {
                yield return ($"{key}.channels", $"no channel is called {channel}. Known: {string.Join(", ", channels.All.Select(c => c.Name))}");
            }
            else if (!channels.On.Contains(channel, StringComparer.Ordinal))
            {
                yield return ($"{key}.channels", $"{channel} is off: give alerts.{channel}, or take it out");
            }
        }
    }

    private static IEnumerable<(string, string)> Route(RouteOptions route, string key, IReadOnlyList<ReceiverOptions> receivers)
    {
        if (route.Receiver is { } name && receivers.All(r => r.Name != name))
        {
            string known = receivers.Count == 0 ? "there are none: give alerts.receivers" : "known: " + string.Join(", ", receivers.Select(r => r.Name));
            yield return ($"{key}.receiver", $"no receiver is called {name}, {known}");
        }

        if (route.GroupBy is { Length: > 1 } by && by.Contains("...", StringComparer.Ordinal))
        {
            yield return ($"{key}.group_by", "... is each alert by itself and stands alone");
        }

        (string Key, TimeSpan? Value)[] times = [("group_wait", route.GroupWait), ("group_interval", route.GroupInterval), ("repeat_interval", route.RepeatInterval)];
        foreach ((string time, _) in times.Where(t => t.Value < TimeSpan.Zero))
        {
            yield return ($"{key}.{time}", "must not be below 0");
        }

        if (route.RepeatInterval is { } repeat && repeat != TimeSpan.Zero && repeat < TimeSpan.FromMinutes(1))
        {
            yield return ($"{key}.repeat_interval", "is below the least, 1m; 0s is never");
        }

        for (int i = 0; i < route.Routes.Count; i++)
        {
            string branch = $"{key}.routes[{i}]";
            if (route.Routes[i].Matchers.Count == 0)
            {
                yield return ($"{branch}.matchers", "is needed: without it the branch takes all, and those after it get nothing");
            }

            foreach ((string, string) problem in Route(route.Routes[i], branch, receivers))
            {
                yield return problem;
            }
        }
    }
}
