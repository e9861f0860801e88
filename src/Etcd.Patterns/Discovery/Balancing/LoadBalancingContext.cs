namespace Etcd.Patterns;

/// <summary>All that a strategy may go by for one pick.</summary>
public readonly ref struct LoadBalancingContext
{
    /// <summary>Whom to choose from, by id: at least one, each with a weight over 0.</summary>
    public ReadOnlySpan<ServiceInstance> Instances { get; init; }

    /// <summary>How many requests of this load balancer each of <see cref="Instances"/> has in flight, in the same order.</summary>
    public ReadOnlySpan<int> InFlight { get; init; }

    /// <summary>The number of the pick: one more with each pick of the service, from a start by chance, never negative.</summary>
    public long Turn { get; init; }

    /// <summary>What shall go to the same instance; null when the caller gave none.</summary>
    public string? Affinity { get; init; }

    /// <summary>A chance, in [0, 1).</summary>
    public double Random { get; init; }
}
