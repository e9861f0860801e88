namespace EtcdMonitor.Samples;

/// <summary>A cumulative Prometheus histogram: counts of values up to each bound, in two small arrays, since a thousand members keep some of each page.</summary>
internal sealed class Histogram
{
    private double[] _bounds = new double[16];
    private double[] _counts = new double[16];
    private int _length;

    /// <summary>Values counted in all.</summary>
    public double Count => _length == 0 ? 0 : _counts[_length - 1];

    /// <summary>Highest bound that is a number: a quantile that equals it is at least that. Null: there is none.</summary>
    public double? HighestBound
    {
        get
        {
            int last = _length - 1;
            last -= last >= 0 && double.IsPositiveInfinity(_bounds[last]) ? 1 : 0;
            return last < 0 ? null : _bounds[last];
        }
    }

    /// <summary>Cumulative counts by upper bound, in the order of the bounds.</summary>
    public IEnumerable<(double Bound, double Count)> Buckets => Enumerable.Range(0, _length).Select(i => (_bounds[i], _counts[i]));

    /// <summary>Adds a bucket line; lines of several label sets with one bound add up.</summary>
    public void Add(double bound, double count)
    {
        // etcd writes them in order: nearly always the place behind the last
        int at = _length > 0 && bound > _bounds[_length - 1] ? ~_length : Array.BinarySearch(_bounds, 0, _length, bound);
        if (at >= 0)
        {
            _counts[at] += count;
            return;
        }

        at = ~at;
        if (_length == _bounds.Length)
        {
            Array.Resize(ref _bounds, _length * 2);
            Array.Resize(ref _counts, _length * 2);
        }

        Array.Copy(_bounds, at, _bounds, at + 1, _length - at);
        Array.Copy(_counts, at, _counts, at + 1, _length - at);
        (_bounds[at], _counts[at]) = (bound, count);
        _length++;
    }

    /// <summary>Adds all of another histogram.</summary>
    public void Add(Histogram other)
    {
        for (int i = 0; i < other._length; i++)
        {
            Add(other._bounds[i], other._counts[i]);
        }
    }

    /// <summary>What was counted since <paramref name="earlier"/>; null when the counts went back, as after a restart.</summary>
    public Histogram? Since(Histogram earlier)
    {
        Histogram delta = new();
        for (int i = 0; i < _length; i++)
        {
            int at = Array.BinarySearch(earlier._bounds, 0, earlier._length, _bounds[i]);
            double before = at < 0 ? 0 : earlier._counts[at];
            if (_counts[i] < before)
            {
                return null;
            }

            delta.Add(_bounds[i], _counts[i] - before);
        }

        return delta;
    }

    /// <summary>
    /// The quantile by linear interpolation inside its bucket, as Prometheus' <c>histogram_quantile</c> does; in the last,
    /// unbounded bucket the highest finite bound, see <see cref="HighestBound"/>. Null: nothing was counted.
    /// </summary>
    public double? Quantile(double share)
    {
        if (Count <= 0)
        {
            return null;
        }

        double rank = share * Count;
        double lowerBound = 0, lowerCount = 0;
        for (int i = 0; i < _length; i++)
        {
            (double bound, double count) = (_bounds[i], _counts[i]);
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
