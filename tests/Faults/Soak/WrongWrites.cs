using Etcd.Client;

namespace Faults.Soak;

/// <summary>Clients of etcd that write what it refuses: errors in its metrics, load on its members.</summary>
internal static class WrongWrites
{
    private const int Clients = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Until <paramref name="stop"/>.</summary>
    public static Task RunAsync(Scene scene, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(index => ClientAsync(scene.Cluster.Members[index % scene.Cluster.Members.Count].DirectEndpoint, stop)));

    private static async Task ClientAsync(string endpoint, CancellationToken stop)
    {
        await using EtcdConnection connection = new(endpoint);
        using PeriodicTimer timer = new(Pause);
        byte[] tooLarge = new byte[2 << 20];
        do
        {
            await RefusedAsync(async () => await connection.Kv.PutAsync("/soak/large", tooLarge, stop));
            await RefusedAsync(async () => await connection.Kv.PutAsync("", "a key is never empty", stop));
            await RefusedAsync(async () => await connection.Leases.RevokeAsync(new LeaseId(0x50a6), stop));
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private static async Task RefusedAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is EtcdException or ArgumentException)
        {
            // that is what it was for
        }
    }
}
