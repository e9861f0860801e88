using Etcd.Client;

namespace Etcd.Examples.Runner;

/// <summary>One example: what <c>--example=NAME</c> runs.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Summary">What it shows, in a line.</param>
/// <param name="RunAsync">Runs it: the client sees only the example's own keys; the token fires at Ctrl-C.</param>
internal sealed record Example(string Name, string Summary, Func<EtcdClient, CancellationToken, Task> RunAsync)
{
    /// <summary>Runs one node of it, until Ctrl-C: for a second terminal. Null: it has no nodes.</summary>
    public Func<EtcdClient, string, CancellationToken, Task>? RunNodeAsync { get; init; }

    /// <summary>All, in the order of the guide.</summary>
    public static IReadOnlyList<Example> All { get; } =
    [
        new("start", "the smallest program: a session, a lock, a guarded write", StartExample.RunAsync),
        new("lock", "a lock: wait, try, run under it, write through it", LockExample.RunAsync),
        new("discovery", "services register, are found, and are gone when they die", DiscoveryExample.RunAsync),
        new("lb", "a load balancer over the registered instances", LoadBalancerExample.RunAsync),
        new("config", "typed configuration that is watched, with snapshots", ConfigExample.RunAsync),
        new("flags", "feature flags: on, off, for some, for a share", FlagsExample.RunAsync),
        new("election", "an election: campaign, observe, resign", ElectionExample.RunAsync) { RunNodeAsync = ElectionExample.RunNodeAsync },
        new("leader-task", "work at an interval, on the leader only", LeaderTaskExample.RunAsync) { RunNodeAsync = LeaderTaskExample.RunNodeAsync },
        new("txn", "transactions: compare and swap, money moved without loss", TransactionExample.RunAsync),
        new("lease", "keys that live as long as their owner", LeaseExample.RunAsync),
        new("watch", "every change of a range, once, whole and in order", WatchExample.RunAsync),
        new("ha", "primary and secondary: one takes over when the other is gone", HighAvailabilityExample.RunAsync) { RunNodeAsync = HighAvailabilityExample.RunNodeAsync },
        new("active-active", "all nodes work, each order is with one of them", ActiveActiveExample.RunAsync) { RunNodeAsync = ActiveActiveExample.RunNodeAsync },
        new("shards", "shards divided among the nodes that there are", ShardsExample.RunAsync) { RunNodeAsync = ShardsExample.RunNodeAsync },
        new("microservices", "a caller that goes round a server that broke", MicroservicesExample.RunAsync),
        new("cron", "a schedule that runs once, whichever node leads", CronExample.RunAsync),
        new("hot-reload", "settings swapped as a whole, bad ones refused", HotReloadExample.RunAsync),
        new("rate-limit", "so many requests, whichever node they come to", RateLimitExample.RunAsync),
    ];
}
