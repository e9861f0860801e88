using System.Diagnostics;
using System.Security.Cryptography;

namespace Etcd.Benchmarks;

/// <summary>A fixed piece of work that has nothing to do with etcd: when its time changes, the machine has.</summary>
internal static class Control
{
    private const int Rounds = 60;

    /// <summary>Milliseconds, the best of three.</summary>
    public static double Measure() => Enumerable.Range(0, 3).Min(_ => Once());

    private static double Once()
    {
        var data = new byte[1 << 20];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rounds; i++)
        {
            SHA256.HashData(data).CopyTo(data, 0);
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
