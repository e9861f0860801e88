using System.Collections.Immutable;
using Dapper;
using Etcd.Client;
using EtcdMonitor.Alerts;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using ManualTime = Etcd.Testing.ManualTime;

namespace EtcdMonitor.Tests.Storage;

public sealed class LedgerTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Rounds.Noon;
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private Database _database = null!;
    private int _woken;

    public async ValueTask InitializeAsync() => _database = await Database.OpenAsync(_folder.File("monitor.db"), TimeProvider.System, NullLogger.Instance, _cancel);

    [Fact]
    public async Task A_notice_becomes_one_delivery_per_receiver_and_writing_it_again_makes_no_second()
    {
        RoundRecord record = new("test", Now, null, [], [Firing("a", 1)], []);

        await NewLedger().WriteAsync(record, _cancel);
        await NewLedger().WriteAsync(record, _cancel);

        Outbox outbox = new(_database);
        (await outbox.DueAsync("console", Now, 10, _cancel)).Count.ShouldBe(1);
        OutboxRow row = (await outbox.DueAsync("webhook", Now, 10, _cancel)).ShouldHaveSingleItem();
        row.Notice.Alert.Finding.Evidence.ShouldHaveSingleItem().Text.ShouldBe("seen \"this\" 🔥");
    }

    [Fact]
    public async Task Deliveries_of_one_alert_keep_their_order_and_those_of_another_do_not_wait()
    {
        await NewLedger().WriteAsync(new("test", Now, null, [], [Firing("a", 1), Resolved("a", 1), Firing("b", 1)], []), _cancel);
        Outbox outbox = new(_database);

        IReadOnlyList<OutboxRow> due = await outbox.DueAsync("webhook", Now, 10, _cancel);
        due.Select(r => (r.Notice.Alert.Id, r.Notice.Kind)).ShouldBe([("a", NoticeKind.Firing), ("b", NoticeKind.Firing)]);

        await outbox.RetryAsync([due[0]], Now.AddMinutes(1), "HTTP 500", false, _cancel);
        (await outbox.DueAsync("webhook", Now, 10, _cancel)).ShouldHaveSingleItem().Notice.Alert.Id.ShouldBe("b");
        (await outbox.WaitingAsync("webhook", _cancel)).ShouldBe(new(3, Now, Now));

        await outbox.SentAsync([(await outbox.DueAsync("webhook", Now.AddMinutes(1), 10, _cancel))[0]], Now, null, _cancel);
        (await outbox.DueAsync("webhook", Now.AddMinutes(1), 10, _cancel)).ShouldContain(r => r.Notice.Kind == NoticeKind.Resolved);
    }

    [Fact]
    public async Task A_locked_database_loses_nothing_and_the_next_round_writes_it()
    {
        Ledger ledger = NewLedger();
        await _database.WriteAsync((c, _) => c.ExecuteAsync("alter table outbox rename to hidden"), _cancel);

        (await ledger.WriteAsync(new("test", Now, null, [], [Firing("a", 1)], [Event("first")]), _cancel)).ShouldBeEmpty();
        _woken.ShouldBe(0);
        await _database.WriteAsync((c, _) => c.ExecuteAsync("alter table hidden rename to outbox"), _cancel);
        IReadOnlyList<MonitorEvent> stored = await ledger.WriteAsync(new("test", Now, null, [], [], [Event("second")]), _cancel);

        _woken.ShouldBe(1, "the notice that waited is to be sent now, though the round that wrote it has none of its own");
        stored.Select(e => e.Text).ShouldBe(["first", "second"]);
        stored.Select(e => e.Id).ShouldBe([1, 2]);
        (await new Outbox(_database).DueAsync("webhook", Now, 10, _cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Leadership_and_alerts_are_there_after_a_restart()
    {
        ImmutableArray<Reign> history =
        [
            new(new MemberId(0xF000000000000002), null, 7, Now.AddMinutes(-5), Now.AddSeconds(-2), null),
            new(new MemberId(0xF000000000000001), "etcd-1", 9, Now, null, TimeSpan.FromSeconds(2)),
        ];
        Leadership leadership = new() { LastLeader = new MemberId(0xF000000000000001), Name = "etcd-1", Term = 9, Since = Now, Changes = 4, LastChange = Now, RecentChanges = [Now], History = history };
        await NewLedger().WriteAsync(new("test", Now, leadership, [Firing("a", 2).Alert with { Told = Firing("a", 2).Alert.Told.Add("oncall", new(Now, 2, Severity.Critical, ["slack"]) { Repeat = 1, OverAt = Now }), Came = [Now] }], [], []), _cancel);

        Leadership loaded = (await _database.ReadAsync(c => LeadershipTable.LoadAsync(c, "test"), _cancel))!;
        loaded.ShouldSatisfyAllConditions(
            l => l.LastLeader.ShouldBe(leadership.LastLeader), l => l.Changes.ShouldBe(4), l => l.LastChange.ShouldBe(Now), l => l.RecentChanges.ShouldBe([Now]), l => l.History.ShouldBe(history), l => l.Leader.ShouldBeNull());
        Alert alert = (await _database.ReadAsync(c => AlertTable.NewestAsync(c, "test"), _cancel)).ShouldHaveSingleItem();
        (alert.Id, alert.Generation, alert.Status).ShouldBe(("a", 2, AlertStatus.Firing));
        (alert.Told["oncall"] with { Channels = [] }).ShouldBe(new(Now, 2, Severity.Critical, []) { Repeat = 1, OverAt = Now });
        alert.Told["oncall"].Channels.ShouldBe(["slack"]);
        alert.Came.ShouldBe([Now]);
    }

    [Fact]
    public async Task Events_are_read_newest_first_or_after_an_id_in_order()
    {
        await NewLedger().WriteAsync(new("test", Now, null, [], [], [Event("one"), Event("two"), Event("three")]), _cancel);
        History history = new(_database);

        (await history.EventsAsync("test", null, 2, _cancel)).Select(e => e.Text).ShouldBe(["three", "two"]);
        (await history.EventsAsync(null, 1, 10, _cancel)).Select(e => e.Text).ShouldBe(["two", "three"]);
        (await history.EventsAsync("other", null, 10, _cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Samples_are_written_in_the_background_and_a_gap_is_a_gap()
    {
        SampleWriter writer = new(_database);
        writer.Add(SampleSet.Of(new Rounds().Play()));
        writer.Complete();
        await writer.RunAsync(_cancel);

        (await SamplesOf("etcd-0", "db_size_bytes")).ShouldBe([20_000_000]);
        (await SamplesOf("etcd-0", "fsync_p99_ms")).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    internal static Notice Firing(string id, int generation) => new(NoticeKind.Firing, AlertOf(id, generation, AlertStatus.Firing), new Dictionary<string, string> { ["team"] = "storage" }) { Channels = ["console", "webhook"] };

    internal static Notice Resolved(string id, int generation) => new(NoticeKind.Resolved, AlertOf(id, generation, AlertStatus.Resolved), new Dictionary<string, string>()) { Channels = ["console", "webhook"] };

    private static Alert AlertOf(string id, int generation, AlertStatus status) => new()
    {
        Id = id,
        Cluster = "test",
        Generation = generation,
        Status = status,
        PendingSince = Now,
        FiredAt = Now,
        ResolvedAt = status == AlertStatus.Resolved ? Now.AddMinutes(1) : null,
        Finding = new() { Rule = "quorum_lost", Title = "Quorum lost", Severity = Severity.Critical, Sentence = "1 of 3 voters is reachable", Evidence = [new("seen \"this\" 🔥", "<script>")], DoNext = [new("Start etcd-1", "systemctl start etcd")] },
    };

    private static MonitorEvent Event(string text) => new(0, Now, "test", "verdict", Severity.Info, null, text);

    private Ledger NewLedger() => new(_database, () => _woken++, new ManualTime());

    private async Task<double[]> SamplesOf(string member, string name) => await _database.ReadAsync(
        async c => (await c.QueryAsync<double>("select value from samples join series on series.id = samples.series where member = @member and name = @name", new { member, name })).ToArray(), _cancel);
}
