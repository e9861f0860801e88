using Etcd.Client;
using Etcd.Patterns;

namespace Etcd.Examples;

internal static class HotReloadExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: hot-reload
        await using var config = new ConfigManager(client, "/config/shop");
        await SetAsync(config, "db-1", 5432, ct);
        Settings? current = null; // what all requests read: one reference, swapped as a whole
        await foreach (ConfigView view in config.ObserveAllAsync(ct)) // all values now, then after each change; each view of one revision
        {
            try
            {
                current = new Settings(view["database/host"].ToString(), view["database/port"].ToInt());
                Console.WriteLine($"Now with {current}");
            }
            catch (Exception e) when (e is ConfigFormatException or KeyNotFoundException)
            {
                Console.WriteLine($"Refused, {current} stays: {e.Message}");
            }
            if (!await ChangeAsync(config, view, ct)) // what operators do in another process
            {
                break;
            }
        }
        // end
    }

    // guide: hot-reload-settings
    private sealed record Settings(string Host, int Port);

    private static async Task SetAsync(ConfigManager config, string host, ConfigValue port, CancellationToken ct)
        => await config.SetAllAsync(new Dictionary<string, ConfigValue> { ["database/host"] = host, ["database/port"] = port }, ct); // both, or neither

    private static async Task<bool> ChangeAsync(ConfigManager config, ConfigView view, CancellationToken ct)
    {
        switch (view["database/port"].ToString())
        {
            case "5432":
                await SetAsync(config, "db-2", "many", ct);
                return true;
            case "many":
                await SetAsync(config, "db-2", 5433, ct);
                return true;
            default:
                return false;
        }
    }
    // end
}
