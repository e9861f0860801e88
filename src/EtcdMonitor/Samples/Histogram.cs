namespace EtcdMonitor.Samples;

/// <summary>A cumulative Prometheus histogram: counts of values up to each bound.</summary>
internal sealed class Histogram
{
    private readonly SortedList<double, double> _buckets = [];

    /// <summary>Values counted in all.</summary>
    public double Count => _buckets.Count == 0 ? 0 : _buckets.Values[^1];

    /// <summary>Adds a bucket line; lines of several label sets with one bound add up.</summary>
    public void Add(double bound, double count)
    {
        _buckets.TryGetValue(bound, out double before);
        _buckets[bound] = before + count;
    }

    /// <summary>Adds all of another histogram.</summary>
    public void Add(Histogram other)
    {
        foreach ((double bound, double count) in other._buckets)
        {
            Add(bound, count);
        }
    }

    /// <summary>What was counted since <paramref name="earlier"/>; null when the counts went back, as after a restart.</summary>
    public Histogram? Since(Histogram earlier)
    {
        Histogram delta = new();
        foreach ((double bound, double count) in _buckets)
        {
            earlier._buckets.TryGetValue(bound, out double before);
            if (count < before)
            {
                return null;
            }

            delta.Add(bound, count - before);
        }

        return delta;
    }

    /// <summary>
    /// The quantile by linear interpolation inside its bucket, as Prometheus' <c>histogram_quantile</c> does; in the last,
    /// unbounded bucket the highest finite bound. Null: nothing was counted.
    /// </summary>
    public double? Quantile(double share)
    {
        if (Count <= 0)
        {
            return null;
        }

        double rank = share * Count;
        double lowerBound = 0, lowerCount = 0;
        foreach ((double bound, double count) in _buckets)
        {
            if (count >= rank)
            {
                return double.IsPositiveInfinity(bound) || count <= lowerCount
                    ? lowerBound
                    : lowerBound + ((bound - lowerBound) * (rank - lowerCount) / (count - lowerCount));
            }

            (lowerBound, lowerCount) = (bound, count);
        }

        return lowerBound;
    }
}
