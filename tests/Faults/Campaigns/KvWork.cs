using Etcd.Client;
using Etcd.Testing;

namespace Faults.Campaigns;

/// <summary>Reads, writes, deletes and compare-and-swaps of eight clients over five keys.</summary>
internal static class KvWork
{
    private const int Clients = 8;
    private const int Keys = 5;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(8);

    public static Campaign Campaign { get; } = new("kv", "reads, writes, deletes and compare-and-swaps are linearizable, in the order of etcd's revisions", RunAsync);

    public static Campaign Authenticated { get; } = new("auth", "the same for a user whose token expires", RunAsync)
    {
        Cluster = new() { Members = 3, ClientProxies = true, Auth = new EtcdClusterAuth() },
        Troubles = [.. Trouble.Tokens, .. Trouble.Tokens, Trouble.Reset, Trouble.DroppedReplies],
    };

    /// <summary>What a history has to be; it is kept when it is not.</summary>
    public static void Judge(Scene scene, History history)
    {
        var done = history.Operations.Count(operation => operation.Outcome == KvOutcome.Done);
        scene.Count("operations", done);
        scene.Count("of unknown outcome", history.Operations.Count(operation => operation.Outcome == KvOutcome.Unknown));
        scene.Count("refused", history.Operations.Count(operation => operation.Outcome == KvOutcome.NotApplied));
        scene.Evidence["history.jsonl"] = history.ToText();
        var verdict = Linearizability.Check(history);
        if (!verdict.IsLinearizable)
        {
            scene.Complain($"{verdict.Outcome}: {verdict.Explanation}");
        }
        scene.Complain(RevisionOrder.Violations(history).Take(5));
    }

    private static async Task RunAsync(Scene scene)
    {
        var recorder = new HistoryRecorder();
        var clients = Enumerable.Range(0, Clients / 2).Select(_ => scene.Connect()).ToArray(); // two share one
        RecordedClient[] recorded = [.. Enumerable.Range(0, Clients).Select(number => recorder.For(number, clients[number / 2]))];
        var known = new Dictionary<string, KvSeen?>[Clients];
        var values = 0;
        await scene.EachAsync(Clients, Pace, async (number, random) =>
        {
            var key = $"k{random.Next(Keys)}";
            var value = $"v{Interlocked.Increment(ref values)}";
            var seen = (known[number] ??= new(StringComparer.Ordinal)).GetValueOrDefault(key);
            var client = recorded[number];
            var operation = random.Next(10) switch
            {
                < 4 => await client.GetAsync(key, scene.CancellationToken),
                < 7 => await client.PutAsync(key, value, scene.CancellationToken),
                7 => await client.DeleteAsync(key, scene.CancellationToken),
                8 => await client.SwapAsync(key, new Revision(seen?.ModRevision ?? 0), value, scene.CancellationToken),
                _ => await client.SwapAsync(key, seen?.Value ?? "none", value, scene.CancellationToken),
            };
            if (operation.Sees)
            {
                known[number][key] = operation.Seen;
            }
        });
        await Task.WhenAll(recorded.Select((client, number) => client.GetAsync($"k{number % Keys}", scene.CancellationToken)));
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
        Judge(scene, recorder.ToHistory());
        scene.ExpectAtLeast("operations", (long)(20 * scene.Campaign.Duration.TotalSeconds));
    }
}
