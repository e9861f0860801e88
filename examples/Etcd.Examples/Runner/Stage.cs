using Etcd.Client;

namespace Etcd.Examples.Runner;

/// <summary>Runs examples one after the other, each on keys of its own, and clears up after it.</summary>
internal static class Stage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<int> PlayAsync(EtcdClient client, IReadOnlyList<Example> examples, string? node, CancellationToken stop)
    {
        try
        {
            await client.GetAsync("examples/", stop); // is somebody there? Said once, before anything is shown
            foreach (var example in examples)
            {
                await PlayAsync(client, example, node, stop);
            }
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.WriteLine("Stopped.");
            return node is null ? 130 : 0; // a node ends by Ctrl-C, as it should
        }
    }

    private static async Task PlayAsync(EtcdClient client, Example example, string? node, CancellationToken stop)
    {
        Console.WriteLine($"--- {example.Name}: {example.Summary}");
        if (node is not null)
        {
            await example.RunNodeAsync!(client.WithPrefix($"examples/{example.Name}/nodes/"), node, stop); // its keys go with its session: others may be at work
            return;
        }
        var keys = $"examples/{example.Name}/{Guid.NewGuid():N}/"; // of this run: another one may be at work
        try
        {
            await example.RunAsync(client.WithPrefix(keys), stop);
        }
        finally
        {
            using CancellationTokenSource patience = new(Patience);
            await client.DeleteRangeAsync(KeyRange.Prefix(keys), patience.Token);
        }
        Console.WriteLine();
    }
}
