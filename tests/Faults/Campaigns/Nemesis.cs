using Etcd.Client;

namespace Faults.Campaigns;

/// <summary>Makes trouble while the work goes on: one fault at a time, of a seeded list, each healed before the next.</summary>
internal static class Nemesis
{
    /// <summary>Until the work is to end; then the cluster is whole.</summary>
    public static async Task RunAsync(Scene scene)
    {
        var campaign = scene.Campaign;
        var random = new Random(scene.Seed);
        Queue<Trouble> bag = [];
        using var timer = new PeriodicTimer(campaign.Period);
        while (campaign.Troubles.Count > 0 && !scene.Working.IsCancellationRequested)
        {
            if (bag.Count == 0)
            {
                Trouble[] all = [.. campaign.Troubles];
                random.Shuffle(all);
                bag = new(all);
            }
            var trouble = bag.Dequeue();
            if (await BeginAsync(scene, trouble, random))
            {
                scene.Count("faults");
                scene.Count($"fault: {trouble.Name}");
            }
            await HoldAsync(campaign.Period * (0.3 + (random.NextDouble() * 0.6)), scene.Working);
            await Trouble.HealAsync(scene.Cluster, scene.CancellationToken);
            await timer.WaitForNextTickAsync(scene.CancellationToken);
        }
    }

    private static async Task<bool> BeginAsync(Scene scene, Trouble trouble, Random random)
    {
        try
        {
            await trouble.BeginAsync(scene.Cluster, random, scene.CancellationToken);
            return true;
        }
        catch (EtcdException)
        {
            return false; // it asked etcd for something while etcd was still finding itself
        }
    }

    private static async Task HoldAsync(TimeSpan time, CancellationToken working)
    {
        try
        {
            await Task.Delay(time, TimeProvider.System, working);
        }
        catch (OperationCanceledException)
        {
            // the work is over
        }
    }
}
