using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class ConfigExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: config
        await using var config = new ConfigManager(client, "/config/app");
        await config.SetAsync("database/host", "localhost", ct);
        await config.SetAsync("database/port", 5432, ct);
        await config.SetAsync("api/timeout", TimeSpan.FromSeconds(30), ct);
        int port = await config.GetIntAsync("database/port", fallback: 5432, ct); // from memory; etcd away: the last known value
        ConfigView database = await config.GetAllAsync("database", ct);           // all of one revision
        Console.WriteLine($"{database["host"]}:{port}, timeout {await config.GetDurationAsync("api/timeout", ct)}");
        // end
        // guide: config-watch
        await foreach (ConfigChange change in config.ObserveAsync("api", ct))
        {
            if (change.IsInitial) // what there is when it begins
            {
                Console.WriteLine($"It begins with {change.Path} = {change.New}");
                await config.SetAsync("api/timeout", TimeSpan.FromSeconds(45), ct);
                continue;
            }
            Console.WriteLine($"Config changed: {change.Path} from {change.Old} to {change.New}");
            break;
        }
        // end
        // guide: config-snapshot
        var snapshots = new SnapshotManager(config);
        await snapshots.CreateAsync(1, ct);
        await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["database/host"] = "db-2", ["database/port"] = 5433 }, ct); // together, or not at all
        foreach (ConfigChange change in await snapshots.DiffAsync(1, ct))
        {
            Console.WriteLine($"{change.Path}: {change.Old} -> {change.New}");
        }
        await snapshots.RestoreAsync(1, ct);
        Console.WriteLine($"Restored: {await config.GetStringAsync("database/host", ct)}");
        // end
    }
}
