namespace Etcd.Patterns;

/// <summary>
/// The multiples of the golden ratio spread over the line of all weights: any stretch of turns covers it evenly, so that the shares are smooth
/// as nginx's smooth weighted round robin makes them, but without a state that the strategies would have to keep.
/// </summary>
internal sealed class Weighted : LoadBalancingStrategy
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15; // its fraction, in 64 bits

    public override int Choose(in LoadBalancingContext context)
    {
        ulong total = 0;
        foreach (var instance in context.Instances)
        {
            total += (ulong)instance.Weight;
        }
        var place = Math.BigMul(unchecked((ulong)context.Turn * GoldenRatio), total, out _); // in [0, total)
        var chosen = 0;
        while (place >= (ulong)context.Instances[chosen].Weight)
        {
            place -= (ulong)context.Instances[chosen++].Weight;
        }
        return chosen;
    }
}
