namespace Etcd.Patterns;

/// <summary>An instance and what a load balancer knows of it by itself. Everything under the pool's lock.</summary>
internal sealed class PooledInstance
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public ServiceInstance Instance { get; set; } = null!;

    /// <summary>Its place among the candidates; -1 when it is none.</summary>
    public int Index { get; set; } = -1;

    public int InFlight { get; set; }

    public int FailuresInRow { get; set; }

    public long EjectedUntil { get; private set; } = long.MinValue;

    public bool IsEjected(long now) => now < EjectedUntil;

    /// <summary>For 1 s, doubled with each failure in a row, at most 30 s. What fails while it is ejected is of the same trouble and does not count.</summary>
    public void Eject(TimeProvider time)
    {
        var now = time.GetTimestamp();
        if (!IsEjected(now))
        {
            var pause = First * Math.Pow(2, Math.Min(FailuresInRow, 10));
            EjectedUntil = now + (long)((pause < Longest ? pause : Longest).TotalSeconds * time.TimestampFrequency);
            FailuresInRow++;
        }
    }
}
