using System.Globalization;
using Etcd.Client;

namespace Etcd.Benchmarks;

/// <summary>One measurement of ours, printed as the Go peer prints its own: <c>ops/s=… p50=… p99=… cpu/100k=…s</c>.</summary>
internal static class Load
{
    // the JIT recompiles what is hot in its first seconds, on the cores that etcd needs too
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(string name, string endpoint, string clients, string seconds)
    {
        var count = int.Parse(clients, CultureInfo.InvariantCulture);
        var time = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        Meter meter = new(WarmUp, time);
        switch (name)
        {
            case "lock":
                await LockLoad.RunAsync(meter, endpoint, count, number => $"/bl/{number}");
                break;
            case "lockc":
                await LockLoad.RunAsync(meter, endpoint, count, _ => "/bl/x");
                break;
            case "elect":
                await ElectionLoad.RunAsync(meter, endpoint);
                break;
            default:
                await Console.Error.WriteLineAsync($"no load is called {name}; there are lock, lockc and elect");
                return 2;
        }
        await Console.Out.WriteLineAsync(meter.ToString());
        return 0;
    }

    public static EtcdClient Connect(string endpoint) => new(new EtcdClientOptions { Endpoints = [endpoint] });
}
