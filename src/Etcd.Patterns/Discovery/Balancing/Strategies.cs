namespace Etcd.Patterns;

internal sealed class RoundRobin : LoadBalancingStrategy
{
    public override int Choose(in LoadBalancingContext context) => (int)(context.Turn % context.Instances.Length);
}

internal sealed class RandomChoice : LoadBalancingStrategy
{
    public override int Choose(in LoadBalancingContext context) => (int)(context.Random * context.Instances.Length);
}

internal sealed class LeastConnections : LoadBalancingStrategy
{
    public override int Choose(in LoadBalancingContext context)
    {
        var count = context.InFlight.Length;
        var start = (int)(context.Turn % count); // among equals the turn decides
        var best = start;
        for (var i = 1; i < count; i++)
        {
            var next = (start + i) % count;
            best = context.InFlight[next] < context.InFlight[best] ? next : best;
        }
        return best;
    }
}

internal sealed class PowerOfTwoChoices : LoadBalancingStrategy
{
    public override int Choose(in LoadBalancingContext context)
    {
        var count = context.InFlight.Length;
        if (count == 1)
        {
            return 0;
        }
        // one chance is two: its whole part among the pairs of different instances
        var pair = (long)(context.Random * count * (count - 1));
        var first = (int)(pair / (count - 1));
        var second = (int)(pair % (count - 1));
        second += second >= first ? 1 : 0;
        return context.InFlight[second] < context.InFlight[first] ? second : first;
    }
}
