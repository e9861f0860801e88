namespace EtcdMonitor.State;

/// <summary>One figure: its name with the unit, how it is had of a member and of a cluster, and what of etcd's metrics page it is made of.</summary>
/// <param name="Metric">Which of the twenty metrics it belongs to; 0: it is told beyond them.</param>
/// <param name="Name">Name in the API and in the history.</param>
public sealed record FigureRow(int Metric, string Name)
{
    /// <summary>The figure of a member; null: it is one of clusters only.</summary>
    public Func<MemberState, Figure>? Member { get; init; }

    /// <summary>How members make that of the cluster, when <see cref="Cluster"/> does not say.</summary>
    public Aggregate Aggregate { get; init; }

    /// <summary>The figure of a cluster; null: <see cref="Aggregate"/> makes it.</summary>
    public Func<ClusterState, Figure>? Cluster { get; init; }

    /// <summary>Names on etcd's metrics page.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    /// <summary>Whether each member's is kept in the history.</summary>
    public bool Kept { get; init; }

    /// <summary>Whether the cluster's is kept in the history.</summary>
    public bool KeptOfCluster { get; init; }

    /// <summary>The figure of a cluster; null: there is none.</summary>
    public Figure? Of(ClusterState state) =>
        Cluster is not null ? Cluster(state)
        : Member is not null && Aggregate != Aggregate.None ? Aggregate.Of([.. state.Members.Select(m => (m.Name, Member(m)))])
        : null;
}
