using Etcd.Client;

namespace Etcd.Tests.Patterns;

/// <summary>What etcd itself says about a group's shards, revision by revision.</summary>
internal static class ShardHistory
{
    /// <summary>Reads the shards' keys from the watch until the key <c>end</c> comes, and returns what must not be: a shard with two owners, or an owner whose fence does not grow.</summary>
    public static async Task<(IReadOnlyList<string> Violations, int Owners)> ReadAsync(Client.Watch watch, Key shards, CancellationToken cancellationToken)
    {
        Dictionary<string, Key> owners = new(StringComparer.Ordinal);
        Dictionary<string, Revision> fences = new(StringComparer.Ordinal);
        List<string> violations = [];
        var count = 0;
        await foreach (var batch in watch.WithCancellation(cancellationToken))
        {
            foreach (var change in batch)
            {
                var shard = change.Key.Without(shards).ToString().Split('/')[0];
                if (shard == "end")
                {
                    return (violations, count);
                }
                if (change.Type == WatchEventType.Delete)
                {
                    owners.Remove(shard);
                    continue;
                }
                count++;
                if (!owners.TryAdd(shard, change.Key))
                {
                    violations.Add($"revision {batch.Revision}: shard {shard} has {owners[shard]} and {change.Key}");
                }
                if (fences.TryGetValue(shard, out var before) && before >= batch.Revision)
                {
                    violations.Add($"revision {batch.Revision}: shard {shard} had an owner of revision {before} already");
                }
                fences[shard] = batch.Revision;
            }
        }
        throw new InvalidOperationException("The watch ended before the end.");
    }
}
