using System.Collections.Concurrent;
using System.Globalization;
using Etcd.Client;
using Etcd.Testing;

namespace Faults.Campaigns;

/// <summary>One unit while it runs: the cluster, the time, what was counted, what is wrong.</summary>
/// <param name="campaign">Of which campaign.</param>
/// <param name="cluster">Its cluster.</param>
/// <param name="seed">Chooses everything that is chosen.</param>
/// <param name="working">Fires when the work is to end.</param>
/// <param name="cancellationToken">Fires when the unit is to end without a verdict.</param>
internal sealed class Scene(Campaign campaign, EtcdCluster cluster, int seed, CancellationToken working, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _wrong = [];

    public Campaign Campaign => campaign;

    public EtcdCluster Cluster => cluster;

    public int Seed => seed;

    public CancellationToken Working => working;

    /// <summary>Done when the work is to end.</summary>
    public Task Over { get; } = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, working).ContinueWith(_ => { }, TaskScheduler.Default);

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>What went wrong, a sentence each.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>What was counted, by its name in the plural.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Files worth keeping when something is wrong, by their names.</summary>
    public ConcurrentDictionary<string, string> Evidence { get; } = new(StringComparer.Ordinal);

    public void Complain(params IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            _wrong.Enqueue(sentence);
        }
    }

    public void Count(string what, long more = 1) => _counts.AddOrUpdate(what, more, (_, before) => before + more);

    /// <summary>A claim on how much was done: a campaign that hardly worked has shown nothing.</summary>
    public void ExpectAtLeast(string what, long least)
    {
        if (_counts.GetValueOrDefault(what) is var count && count < least)
        {
            Complain(string.Create(CultureInfo.InvariantCulture, $"too little to say anything: {count} {what}, at least {least} were expected"));
        }
    }

    /// <summary>A client of the cluster through its proxies.</summary>
    public EtcdClient Connect(TimeSpan? requestTimeout = null) => Client(cluster.Endpoints, requestTimeout);

    /// <summary>A client past the proxies: the observer.</summary>
    public EtcdClient ConnectDirectly() => Client([.. cluster.Members.Select(member => member.DirectEndpoint)], TimeSpan.FromSeconds(20));

    /// <summary>Runs a body for each number until the work is over; what it does at that moment it may finish.</summary>
    public Task EachAsync(int count, TimeSpan pace, Func<int, Random, Task> body)
        => Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(async () =>
        {
            var random = new Random(HashCode(seed, number));
            using var timer = new PeriodicTimer(pace);
            while (!working.IsCancellationRequested)
            {
                await body(number, random);
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        })));

    private static int HashCode(int seed, int number) => unchecked((seed * 7919) + number);

    private EtcdClient Client(IReadOnlyList<string> endpoints, TimeSpan? requestTimeout)
    {
        var options = cluster.Members[0].ConnectionOptions;
        return new(new EtcdClientOptions
        {
            Endpoints = [.. endpoints],
            User = options.User,
            Password = options.Password,
            RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(4),
        });
    }
}
