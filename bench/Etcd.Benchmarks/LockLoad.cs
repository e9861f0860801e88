using System.Diagnostics;
using Etcd.Patterns;

namespace Etcd.Benchmarks;

/// <summary>Acquire and release, each client on a connection and a session of its own, as the Go peer does with <c>-conns N -clients N</c>.</summary>
internal static class LockLoad
{
    public static Task RunAsync(Meter meter, string endpoint, int clients, Func<int, string> prefix)
        => Task.WhenAll(Enumerable.Range(0, clients).Select(number => OneAsync(meter, endpoint, prefix(number))));

    private static async Task OneAsync(Meter meter, string endpoint, string prefix)
    {
        await using var client = Load.Connect(endpoint);
        await using var session = new EtcdSession(client, new SessionOptions { Ttl = TimeSpan.FromSeconds(30) });
        var shared = new DistributedLock(session, prefix);
        while (meter.GoesOn)
        {
            var start = Stopwatch.GetTimestamp();
            var held = await shared.AcquireAsync();
            await held.ReleaseAsync();
            meter.Ended(start);
        }
    }
}
