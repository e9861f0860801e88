using Etcd.Client;
using Etcd.Patterns;
using Etcd.Testing;

namespace Faults.Campaigns.Patterns;

/// <summary>How a user's loops go on under faults.</summary>
internal static class Loops
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(45);

    /// <summary>Runs a body on each node, again and again until the time is over; trouble with etcd, a loss and a time-out are part of it.</summary>
    public static Task EachAsync(Scene scene, Node[] nodes, string what, Func<Node, Random, CancellationToken, Task> body)
        => Task.WhenAll(nodes.Select((node, number) => Task.Run(async () =>
        {
            var random = new Random(unchecked((scene.Seed * 104_729) + number));
            while (!scene.Working.IsCancellationRequested)
            {
                await TryAsync(scene, what, () => body(node, random, scene.CancellationToken));
                await Task.Delay(Pause * (0.1 + random.NextDouble()), TimeProvider.System, scene.CancellationToken);
            }
        })));

    /// <summary>Runs a pattern's own loop on each node until the time is over, and <paramref name="atRestAsync"/> when the cluster is whole again and the loops still run.</summary>
    public static async Task UntilRestAsync(Scene scene, Node[] nodes, Func<Node, CancellationToken, Task> loop, Func<Task> atRestAsync)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(scene.CancellationToken);
        var loops = nodes.Select(node => Task.Run(() => loop(node, end.Token))).ToArray();
        await Task.WhenAny([scene.Over, .. loops]);
        if (!Array.Exists(loops, each => each.IsCompleted))
        {
            await atRestAsync();
        }
        await end.CancelAsync();
        foreach (var each in loops)
        {
            await each.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (each.IsFaulted)
            {
                scene.Complain($"a pattern's loop ended by itself: {each.Exception.InnerException}");
            }
        }
    }

    /// <summary>What must come to pass once the cluster is whole.</summary>
    public static async Task RecoversAsync(Scene scene, string what, Func<CancellationToken, ValueTask<bool>> condition)
    {
        try
        {
            await Eventually.GetAsync(condition, isSo => isSo, what, Recovery, cancellationToken: scene.CancellationToken);
        }
        catch (TimeoutException e)
        {
            scene.Complain(e.Message);
        }
    }

    /// <summary>True when it was done; what may happen under faults is counted, anything else comes out.</summary>
    public static async ValueTask<bool> TryAsync(Scene scene, string what, Func<Task> body)
    {
        try
        {
            await body();
            return true;
        }
        catch (Exception e) when (e is OwnershipLostException or EtcdUnavailableException or EtcdAmbiguousResultException or TimeoutException or EtcdLeaseNotFoundException)
        {
            scene.Count($"{what}: {e.GetType().Name}");
            return false;
        }
    }
}
