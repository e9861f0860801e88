namespace Etcd.Patterns;

/// <summary>How to choose an instance for a request. Stateless, so that one serves all services: the context carries everything. Derive from it for a strategy of your own.</summary>
public abstract class LoadBalancingStrategy
{
    /// <summary>One after the other.</summary>
    public static LoadBalancingStrategy RoundRobin { get; } = new RoundRobin();

    /// <summary>Any, each with the same chance.</summary>
    public static LoadBalancingStrategy Random { get; } = new RandomChoice();

    /// <summary>The one with the fewest requests of this load balancer in flight; among equals one after the other.</summary>
    public static LoadBalancingStrategy LeastConnections { get; } = new LeastConnections();

    /// <summary>Each by its weight, evenly mixed: the share of each is exact within a few picks, without runs of the heavy ones.</summary>
    public static LoadBalancingStrategy Weighted { get; } = new Weighted();

    /// <summary>
    /// What has the same affinity goes to the same instance, from every process, each instance getting a share by its weight. When one comes or
    /// goes, only its own share moves. Without an affinity: as <see cref="Weighted"/>.
    /// </summary>
    public static LoadBalancingStrategy ConsistentHash { get; } = new ConsistentHash();

    /// <summary>Two different ones by chance, of these the one with fewer requests in flight: nearly as even as <see cref="LeastConnections"/>, and many load balancers at once do not run after the same idle one.</summary>
    public static LoadBalancingStrategy PowerOfTwoChoices { get; } = new PowerOfTwoChoices();

    /// <summary>The index in <see cref="LoadBalancingContext.Instances"/> of the one for this request. Called under a lock, for each pick: quick, without waiting.</summary>
    public abstract int Choose(in LoadBalancingContext context);
}
