using Etcd.Client;

namespace Etcd.Examples;

internal static class WatchExample
{
    public static async Task RunAsync(EtcdClient client, CancellationToken ct)
    {
        // guide: watch
        await using Watch watch = await client.WatchAsync(KeyRange.Prefix("/services/"), new WatchOptions { PreviousValues = true }, ct);
        PutResult start = await client.PutAsync("/services/api", "10.0.0.7", ct);
        await client.PutAsync("/services/api", "10.0.0.8", ct);
        await client.DeleteAsync("/services/api", ct);
        await foreach (WatchBatch batch in watch.WithCancellation(ct)) // all events of one revision together
        {
            foreach (WatchEvent e in batch)
            {
                Console.WriteLine($"{batch.Revision}: {e.Type} {e.Key} = {e.Value}{(e.Previous is { } before ? $", was {before.Value}" : "")}");
            }
            if (batch[0].Type == WatchEventType.Delete)
            {
                break;
            }
        }
        // end
        // guide: watch-from
        await using Watch again = await client.WatchAsync(KeyRange.Prefix("/services/"), new WatchOptions { From = start.Revision }, ct);
        await foreach (WatchBatch batch in again.WithCancellation(ct))
        {
            Console.WriteLine($"History again, from revision {again.StartRevision}: {batch[0].Key} = {batch[0].Value}");
            break;
        }
        // end
        // guide: mirror
        await using Mirror mirror = await client.MirrorAsync(KeyRange.Prefix("/services/"), ct); // the whole range in memory, kept up to date
        PutResult put = await client.PutAsync("/services/web", "10.0.0.9", ct);
        RangeSnapshot snapshot = await mirror.WaitForAsync(put.Revision, ct); // read your own write; without a wait: mirror.Current
        Console.WriteLine($"The mirror at revision {snapshot.Revision}: {snapshot.Count} key, web is at {snapshot["/services/web"].Value}");
        // end
    }
}
