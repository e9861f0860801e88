using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class FlagsExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: flags
        await using var config = new ConfigManager(client, "/config/app");
        var flags = new FeatureFlags(config);
        await flags.EnableAsync("new-ui", ct);
        await flags.RollOutAsync("new-search", percent: 10, ct);
        await flags.TargetAsync("new-search", ["tester-1"], ct);
        if (await flags.IsEnabledAsync("new-ui", ct))
        {
            Console.WriteLine("The new user interface, for all");
        }
        int users = 0;
        for (int user = 0; user < 1000; user++)
        {
            users += await flags.IsEnabledAsync("new-search", subject: $"user-{user}", ct) ? 1 : 0; // the same answer on every node
        }
        Console.WriteLine($"The new search: {users} of 1000 users, and tester-1: {await flags.IsEnabledAsync("new-search", "tester-1", ct)}");
        await flags.DisableAsync("new-ui", ct);
        foreach (FeatureFlag flag in await flags.GetAllAsync(ct))
        {
            Console.WriteLine($"{flag.Name}: {(flag.Enabled ? $"on for {flag.Percent} %" : "off")}");
        }
        Console.WriteLine($"A flag nobody has set: {await flags.IsEnabledAsync("unheard-of", ct)}");
        // end
    }
}
