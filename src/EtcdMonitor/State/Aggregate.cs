namespace EtcdMonitor.State;

/// <summary>How the figures of members make one of their cluster.</summary>
public enum Aggregate
{
    /// <summary>They make none.</summary>
    None,

    /// <summary>All together.</summary>
    Sum,

    /// <summary>The largest, which for most figures is the worst.</summary>
    Max,

    /// <summary>The smallest.</summary>
    Min,
}

/// <summary>Adds up members.</summary>
internal static class Aggregates
{
    /// <summary>The figure of a cluster; members that do not tell theirs are named in its reason.</summary>
    public static Figure Of(this Aggregate aggregate, IReadOnlyList<(string Member, Figure Figure)> members)
    {
        Figure[] known = [.. members.Select(m => m.Figure).Where(f => f.Value is not null)];
        if (known.Length == 0)
        {
            return members.Count == 0 ? Figure.Unknown("no member is known") : members[0].Figure;
        }

        Figure figure = aggregate switch
        {
            Aggregate.Sum => known[0] with { Value = known.Sum(f => f.Value) },
            Aggregate.Min => known.MinBy(f => f.Value),
            _ => known.MaxBy(f => f.Value),
        };
        string[] silent = [.. members.Where(m => m.Figure.Value is null).Select(m => m.Member)];
        return silent.Length == 0 ? figure : figure with { Reason = $"without {string.Join(", ", silent)}" };
    }
}
