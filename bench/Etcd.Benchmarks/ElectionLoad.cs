using System.Diagnostics;
using Etcd.Patterns;

namespace Etcd.Benchmarks;

/// <summary>From the call that resigns to the return of the next one's campaign.</summary>
internal static class ElectionLoad
{
    public static async Task RunAsync(Meter meter, string endpoint)
    {
        await using var client = Load.Connect(endpoint);
        await using var first = new EtcdSession(client);
        await using var second = new EtcdSession(client);
        var (leader, next) = (new LeaderElection(first, "/el/a"), new LeaderElection(second, "/el/a"));
        var leadership = await leader.CampaignAsync();
        while (meter.GoesOn)
        {
            var campaign = next.CampaignAsync().AsTask();
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System); // it stands in line and watches, as the peer's does by then
            var start = Stopwatch.GetTimestamp();
            await leadership.ResignAsync();
            leadership = await campaign;
            meter.Ended(start);
            (leader, next) = (next, leader);
        }
        await leadership.ResignAsync();
    }
}
