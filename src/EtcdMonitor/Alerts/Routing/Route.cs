using System.Collections.Immutable;
using EtcdMonitor.Alerts.Matchers;

namespace EtcdMonitor.Alerts.Routing;

/// <summary>A branch with all that it takes from those above it.</summary>
internal sealed record Route
{
    private const string Alone = "...";

    public string Receiver { get; private init; } = "";

    public ImmutableArray<string> Channels { get; private init; } = [];

    /// <summary>Null: each alert is a group of its own.</summary>
    public ImmutableArray<string>? GroupBy { get; private init; }

    public TimeSpan GroupWait { get; private init; }

    public TimeSpan GroupInterval { get; private init; }

    public TimeSpan RepeatInterval { get; private init; } = RouteOptions.DefaultRepeatInterval;

    private IReadOnlyList<Matcher> Matchers { get; init; } = [];

    private bool Continues { get; init; }

    private ImmutableArray<Route> Branches { get; init; } = [];

    /// <summary>The root of the tree. Without any route all goes to every channel that is on, each alert by itself and at once.</summary>
    public static Route Tree(AlertOptions options, IEnumerable<string> channelsOn)
    {
        if (options.Route is not { } root)
        {
            return new() { Channels = [.. channelsOn] };
        }

        Dictionary<string, ImmutableArray<string>> receivers = options.Receivers.ToDictionary(r => r.Name, r => r.Channels.Distinct(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);
        return new Route { GroupBy = ["cluster"], GroupWait = RouteOptions.DefaultGroupWait, GroupInterval = RouteOptions.DefaultGroupInterval }.Branch(root, receivers);
    }

    /// <summary>The branches that take an alert; the root takes what nobody else does.</summary>
    public IEnumerable<Route> Of(IReadOnlyDictionary<string, string> labels)
    {
        bool taken = false;
        foreach (Route branch in Branches.Where(b => b.Matchers.All(m => m.Matches(labels))))
        {
            taken = true;
            foreach (Route route in branch.Of(labels))
            {
                yield return route;
            }

            if (!branch.Continues)
            {
                break;
            }
        }

        if (!taken)
        {
            yield return this;
        }
    }

    /// <summary>The labels that make the group of an alert; null: it is alone.</summary>
    public ImmutableSortedDictionary<string, string>? GroupOf(IReadOnlyDictionary<string, string> labels) =>
        GroupBy?.ToImmutableSortedDictionary(name => name, name => labels.GetValueOrDefault(name, ""), StringComparer.Ordinal);

    private Route Branch(RouteOptions options, Dictionary<string, ImmutableArray<string>> receivers)
    {
        string receiver = options.Receiver ?? Receiver;
        Route route = new()
        {
            Receiver = receiver,
            Channels = receivers[receiver],
            GroupBy = options.GroupBy is { } by ? by.Contains(Alone, StringComparer.Ordinal) ? null : [.. by.Distinct(StringComparer.Ordinal)] : GroupBy,
            GroupWait = options.GroupWait ?? GroupWait,
            GroupInterval = options.GroupInterval ?? GroupInterval,
            RepeatInterval = options.RepeatInterval ?? RepeatInterval,
            Matchers = options.Matchers,
            Continues = options.Continue,
        };
        return route with { Branches = [.. options.Routes.Select(branch => route.Branch(branch, receivers))] };
    }
}
