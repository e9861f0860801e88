using Dapper;
using Etcd.Testing;
using EtcdMonitor.Channels;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Storage;

/// <summary>A disk that is full, and what the storage says of itself meanwhile.</summary>
public sealed class StorageMetricsTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = Rounds.Noon;
    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private Database? _database;

    [Fact]
    public async Task A_write_is_measured_by_how_it_ended_and_what_waits_is_counted()
    {
        using Measured measured = new();
        Ledger ledger = await OpenAsync();
        await LimitAsync("1");

        await ledger.WriteAsync(Round(Large), _cancel);
        measured.Values("storage.write.duration", "outcome=full").ShouldHaveSingleItem().ShouldBeGreaterThan(0);
        measured.Now("storage.queue.length", "queue=rounds").ShouldBe(1);
        measured.Values("storage.batch.size", "queue=rounds").ShouldBeEmpty();

        await LimitAsync("1073741823");
        await ledger.WriteAsync(Round("second") with { Notices = [LedgerTests.Firing("a", 1)] }, _cancel);
        measured.Values("storage.batch.size", "queue=rounds").ShouldBe([4], "two events, and the notice for each of two receivers");
        measured.Now("storage.queue.length", "queue=rounds").ShouldBe(0);
        measured.Values("storage.write.duration", "outcome=ok").Count.ShouldBe(3);
        measured.Sum("storage.dropped", "queue=rounds").ShouldBe(0);
    }

    [Fact]
    public async Task A_notice_that_waits_for_the_disk_is_as_late_as_one_that_waits_for_its_receiver()
    {
        using Measured measured = new();
        ManualTime time = new(Now);
        Ledger ledger = await OpenAsync();
        using DeliveryMetrics delivery = new(new Outbox(_database!), time);
        delivery.Saw("webhook", new(2, Now.AddSeconds(15), Now));
        await LimitAsync("1");

        await ledger.WriteAsync(Round(Large) with { Notices = [LedgerTests.Firing("a", 1)] }, _cancel);
        time.Advance(TimeSpan.FromSeconds(20));
        measured.Now("outbox.depth", "channel=webhook").ShouldBe(3);
        measured.Now("outbox.oldest.age", "channel=webhook").ShouldBe(20);

        await LimitAsync("1073741823");
        await ledger.FlushAsync();
        measured.Now("outbox.depth", "channel=webhook").ShouldBe(2);
        measured.Now("outbox.oldest.age", "channel=webhook").ShouldBe(5);
    }

    [Fact]
    public async Task A_disk_that_fails_for_long_costs_old_events_and_no_notice_and_the_log_says_so_once()
    {
        using Measured measured = new();
        Ledger ledger = await OpenAsync();
        await _database!.WriteAsync((c, t) => c.ExecuteAsync("alter table events rename to hidden", transaction: t), _cancel);

        await ledger.WriteAsync(Round("event 0") with { Notices = [LedgerTests.Firing("a", 1)] }, _cancel);
        for (int i = 1; i < Backlog.MostRounds + 10; i++)
        {
            await ledger.WriteAsync(Round($"event {i}"), _cancel);
        }

        await ledger.FlushAsync();
        measured.Sum("storage.dropped", "queue=rounds").ShouldBe(10);
        measured.Now("storage.queue.length", "queue=rounds").ShouldBe(Backlog.MostRounds + 1);
        _log.All.Count(l => l.Text.Contains("history is lost", StringComparison.Ordinal)).ShouldBe(1);

        await _database.WriteAsync((c, t) => c.ExecuteAsync("alter table hidden rename to events", transaction: t), _cancel);
        await ledger.FlushAsync();
        (await new EtcdMonitor.Storage.History(_database).EventsAsync("test", null, 5000, _cancel)).Select(e => e.Text).Reverse().ShouldBe(Enumerable.Range(10, Backlog.MostRounds).Select(i => $"event {i}"));
        (await new Outbox(_database).WaitingAsync("webhook", _cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Samples_that_a_failing_disk_loses_are_counted()
    {
        using Measured measured = new();
        await OpenAsync();
        await LimitAsync("1");
        SampleWriter writer = new(_database!);
        Task running = writer.RunAsync(_cancel);
        writer.Add([.. Enumerable.Range(0, 5000).Select(i => new Sample(Now, "test", $"etcd-{i}", "up", 1))]);
        writer.Complete();
        await running;

        measured.Sum("storage.dropped", "queue=samples").ShouldBe(5000);
        measured.Values("storage.batch.size", "queue=samples").ShouldBeEmpty();
    }

    [Fact]
    public async Task Samples_that_pile_up_before_a_slow_disk_are_bounded_counted_and_told_once()
    {
        using Measured measured = new();
        await OpenAsync();
        SampleWriter writer = new(_database!);
        for (int i = 0; i < 370; i++)
        {
            writer.Add([new(Now.AddSeconds(i), "test", "", "up", 1), new(Now.AddSeconds(i), "test", "", "term", 1)]);
        }

        measured.Now("storage.queue.length", "queue=samples").ShouldBe(360);
        measured.Sum("storage.dropped", "queue=samples").ShouldBe(20);
        _log.All.Count(l => l.Text.Contains("the oldest samples are dropped", StringComparison.Ordinal)).ShouldBe(1);

        writer.Complete();
        await writer.RunAsync(_cancel);
        measured.Values("storage.batch.size", "queue=samples").ShouldBe([720]);
        measured.Now("storage.queue.length", "queue=samples").ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Does not fit into what the file has left.</summary>
    private static string Large => new('x', 100_000);

    private static RoundRecord Round(string text) => new("test", Now, null, [], [], [new MonitorEvent(0, Now, "test", "verdict", Severity.Info, null, text)]);

    private async Task<Ledger> OpenAsync()
    {
        _database = await Database.OpenAsync(_folder.File("monitor.db"), TimeProvider.System, _log, _cancel);
        return new(_database, () => { }, new ManualTime()); // its patience never ends: each write is waited for
    }

    /// <summary>How large the file may become; SQLite says of more that the disk is full.</summary>
    private Task LimitAsync(string pages) => _database!.WriteAsync((c, t) => c.ExecuteAsync($"pragma max_page_count = {pages}", transaction: t), _cancel);
}
