namespace Etcd.Patterns;

/// <summary>
/// Rendezvous hashing by weight: each instance draws a lot for the affinity, and the highest wins (Schindelhauer and Schomaker's logarithmic
/// method). No ring to build, and the least possible movement: who comes takes only what it wins itself, who goes gives back only what it had.
/// </summary>
internal sealed class ConsistentHash : LoadBalancingStrategy
{
    public override int Choose(in LoadBalancingContext context)
    {
        if (context.Affinity is not { } affinity)
        {
            return Weighted.Choose(in context);
        }
        var (seed, chosen, highest) = (Hash(affinity, 0), 0, double.NegativeInfinity);
        for (var i = 0; i < context.Instances.Length; i++)
        {
            var chance = ((Hash(context.Instances[i].Id, seed) >> 11) + 0.5) / (1UL << 53); // in (0, 1)
            var lot = -context.Instances[i].Weight / Math.Log(chance);
            if (lot > highest)
            {
                (chosen, highest) = (i, lot);
            }
        }
        return chosen;
    }

    // FNV-1a with a finish that spreads every bit (MurmurHash3's). string.GetHashCode would differ in each process.
    private static ulong Hash(string text, ulong seed)
    {
        var hash = 0xCBF29CE484222325 ^ seed;
        foreach (var letter in text)
        {
            hash = unchecked((hash ^ letter) * 0x100000001B3);
        }
        hash = unchecked((hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD);
        hash = unchecked((hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53);
        return hash ^ (hash >> 33);
    }
}
