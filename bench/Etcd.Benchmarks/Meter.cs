using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Etcd.Benchmarks;

/// <summary>Counts what ends between the warm-up and the end, and how long each took. Thread-safe.</summary>
internal sealed class Meter(TimeSpan warmUp, TimeSpan time)
{
    private readonly ConcurrentBag<double> _took = []; // ms
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _cpuBefore;
    private TimeSpan _cpu;
    private int _stage;

    /// <summary>False when the time is over.</summary>
    public bool GoesOn
    {
        get
        {
            var elapsed = Stopwatch.GetElapsedTime(_start);
            if (elapsed >= warmUp && Interlocked.CompareExchange(ref _stage, 1, 0) == 0)
            {
                _cpuBefore = Cpu;
            }
            if (elapsed >= warmUp + time && Interlocked.CompareExchange(ref _stage, 2, 1) == 1)
            {
                _cpu = Cpu - _cpuBefore;
            }
            return elapsed < warmUp + time;
        }
    }

    private static TimeSpan Cpu => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>One operation that began at <paramref name="start"/> has ended; it counts when the warm-up was over at its begin.</summary>
    public void Ended(long start)
    {
        if (Stopwatch.GetElapsedTime(_start, start) >= warmUp)
        {
            _took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    public override string ToString()
    {
        double[] sorted = [.. _took.Order()];
        return sorted.Length == 0
            ? "no ops"
            : string.Create(CultureInfo.InvariantCulture, $"ops/s={sorted.Length / time.TotalSeconds:0} p50={At(0.5):0.000} p95={At(0.95):0.000} p99={At(0.99):0.000} max={At(1):0.0} ms cpu/100k={_cpu.TotalSeconds / sorted.Length * 100_000:0.00}s");

        double At(double quantile) => sorted[(int)(quantile * (sorted.Length - 1))];
    }
}
