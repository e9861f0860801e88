using Etcd.Testing;
using EtcdMonitor.Tests.EndToEnd.BadInput;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.EndToEnd;

/// <summary>What the monitor says of itself while it watches something real.</summary>
public sealed class OwnMetricsTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly List<IAsyncDisposable> _started = [];

    [Fact]
    public async Task Each_part_of_the_flow_is_measured_and_a_failure_by_its_class()
    {
        using Measured measured = new();
        EtcdCluster cluster = Started(await EtcdCluster.StartAsync(_cancel));
        WebhookReceiver receiver = Started(await WebhookReceiver.StartAsync());
        receiver.Answers.Enqueue(answer =>
        {
            answer.StatusCode = 503;
            answer.Headers.RetryAfter = "3600";
        });
        await StartAsync(cluster.Endpoints[0], receiver.Url, TimeSpan.FromMilliseconds(200));

        foreach (string kind in new[] { "status", "local_read", "read", "list", "fresh", "page" })
        {
            await Until(() => measured.Values("probe.duration", $"kind={kind} outcome=ok").Count > 0, $"an answer to {kind}");
        }

        await Until(() => measured.Values("round.duration", "cluster=main outcome=ok").Count > 0, "a round");
        await Until(() => measured.Values("storage.batch.size", "queue=samples").Any(rows => rows > 10), "samples on the disk");
        await Until(() => measured.Now("outbox.depth", "channel=webhook") == 0, "nothing to send");
        measured.Now("outbox.oldest.age", "channel=webhook").ShouldBe(0);

        cluster.Members[0].Kill();
        await Until(() => measured.Values("probe.duration", "kind=status outcome=refused").Count > 0, "a member that is gone");
        await Until(() => measured.Values("delivery.duration", "channel=webhook outcome=retry").Count > 0, "a page that was not taken");
        await Until(() => measured.Now("outbox.depth", "channel=webhook") >= 1 && measured.Now("outbox.oldest.age", "channel=webhook") > 0, "a page that waits");
        measured.Sum("storage.batch.size", "queue=rounds").ShouldBeGreaterThan(1);
        measured.Values("storage.write.duration", "outcome=ok").ShouldAllBe(seconds => seconds > 0 && seconds < 20);

        Dictionary<string, string[]> documented = MetricsTable.Read().ToDictionary(row => row.Entry.Name, row => row.Tags);
        measured.All.ShouldAllBe(m => m.Keys.SequenceEqual(documented[m.Name]));
    }

    [Fact]
    public async Task A_silent_member_holds_up_no_round()
    {
        using Measured measured = new();
        OddServer silent = Started(OddServer.Silent());
        await StartAsync(silent.Endpoint, null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(350));

        await Until(() => measured.Now("probe.active", "kind=status") == 1, "a question under way");
        await Until(() => Ended("probe.duration", "kind=status outcome=timeout") >= 2 && Ended("round.duration", "cluster=main outcome=ok") >= 2 * Ended("probe.duration", "kind=status outcome=timeout"), "rounds beside a question that waits");

        int Ended(string name, string tags) => measured.Values(name, tags).Count;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable each in Enumerable.Reverse(_started))
        {
            await each.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartAsync(string endpoint, string? webhook, TimeSpan interval, TimeSpan? timeout = null)
    {
        MonitorService monitor = Started(new MonitorService(
            new()
            {
                Clusters = [new() { Name = "main", Endpoints = [endpoint] }],
                Probes = new() { ProbeInterval = interval, ProbeTimeout = timeout ?? TimeSpan.FromSeconds(1), MetricsInterval = TimeSpan.FromMilliseconds(500), HealthCheckInterval = TimeSpan.FromMilliseconds(500) },
                Storage = new() { Path = _folder.File("monitor.db") },
                Channels = new() { Console = new() { Enabled = false }, Webhook = webhook is null ? new() : new() { Enabled = true, Url = new(webhook) } },
            }));
        await monitor.StartAsync(_cancel);
    }

    private Task Until(Func<bool> condition, string what) => Eventually.TrueAsync(condition, what, Patience, cancellationToken: _cancel);

    private T Started<T>(T each)
        where T : IAsyncDisposable
    {
        _started.Add(each);
        return each;
    }
}
