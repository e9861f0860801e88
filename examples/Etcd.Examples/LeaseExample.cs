using Etcd.Client;

namespace Etcd.Examples;

internal static class LeaseExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: lease
        await using HeldLease lease = await client.Leases.HoldAsync(TimeSpan.FromSeconds(30), ct); // renewed until it is disposed
        await client.PutAsync("/session/user123", "active", new PutOptions { Lease = lease.Id }, ct);
        await client.PutAsync("/session/user123/cart", "3 things", new PutOptions { Lease = lease.Id }, ct);
        LeaseInfo? left = await client.Leases.TimeToLiveAsync(lease.Id, ct); // null: there is no such lease any more
        Console.WriteLine($"Lease {lease.Id}: {left?.Remaining.TotalSeconds:0} s of {left?.Granted.TotalSeconds:0} s left, {left?.Keys.Count} keys");
        Console.WriteLine($"Ours for sure for {lease.SafeFor.TotalSeconds:0} s, even if no renewal gets through any more");
        await lease.RevokeAsync(ct);
        Console.WriteLine($"Revoked; the key is {(await client.GetAsync("/session/user123", ct) is null ? "gone" : "still there")}");
        // end
    }
}
