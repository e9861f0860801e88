using System.Collections.Immutable;
using Dapper;
using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Incidents;
using EtcdMonitor.Rules;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using ManualTime = Etcd.Testing.ManualTime;

namespace EtcdMonitor.Tests.Storage;

public sealed class IncidentStorageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(Rounds.Noon);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private Database _database = null!;
    private History _history = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Database.OpenAsync(_folder.File("monitor.db"), _time, NullLogger.Instance, _cancel);
        _history = new(_database);
    }

    [Fact]
    public async Task An_acknowledgement_survives_a_restart_and_the_last_one_counts()
    {
        AcknowledgementBook book = await BookAsync();
        await book.AcknowledgeAsync(7, "mara", "", _cancel);
        await book.AcknowledgeAsync(7, "ben", "took over", _cancel);

        Acknowledgement found = (await BookAsync()).All.ShouldHaveSingleItem().Value;

        found.ShouldBe(new("ben", "took over", Rounds.Noon));
        book.All[7].ShouldBe(found);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_no_acknowledgement()
    {
        AcknowledgementBook book = await BookAsync();
        await _database.WriteAsync((c, t) => c.ExecuteAsync("alter table acknowledgements rename to gone", transaction: t), _cancel);

        (await Should.ThrowAsync<StorageException>(() => book.AcknowledgeAsync(7, "mara", "", _cancel))).Message.ShouldStartWith("the acknowledgement is not stored: the storage takes no writes, ");
        book.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_number_of_an_incident_is_never_given_again_even_when_its_alerts_are_deleted()
    {
        (await BookAsync()).NextIncident().ShouldBe(1);
        await StoreAsync(Past("a", incident: 41, minutes: 0));
        await _database.WriteAsync((c, t) => c.ExecuteAsync("delete from alerts", transaction: t), _cancel);

        (await BookAsync()).NextIncident().ShouldBe(42);
    }

    [Fact]
    public async Task The_history_is_asked_by_cluster_rule_member_severity_incident_and_time_the_newest_first()
    {
        await StoreAsync(
            Past("a", 1, minutes: 0),
            Past("b", 2, minutes: 10) with { Cluster = "other" },
            Past("c", 3, minutes: 20, rule: "member_down", member: "etcd-1", severity: Severity.Warning),
            Past("d", 3, minutes: 30));

        (await IdsAsync(new())).ShouldBe(["d", "c", "b", "a"]);
        (await IdsAsync(new() { Limit = 2 })).ShouldBe(["d", "c"]);
        (await IdsAsync(new() { Cluster = "other" })).ShouldBe(["b"]);
        (await IdsAsync(new() { Rule = "member_down" })).ShouldBe(["c"]);
        (await IdsAsync(new() { Member = "etcd-1" })).ShouldBe(["c"]);
        (await IdsAsync(new() { Severity = Severity.Warning })).ShouldBe(["c"]);
        (await IdsAsync(new() { Incident = 3 })).ShouldBe(["d", "c"]);
        (await IdsAsync(new() { Since = Rounds.Noon.AddMinutes(10), Until = Rounds.Noon.AddMinutes(30) })).ShouldBe(["c", "b"]);
    }

    [Fact]
    public async Task The_delivery_log_tells_who_took_it_who_is_asked_again_and_who_refused()
    {
        Alert alert = Past("a", 1, minutes: 0);
        await new Ledger(_database, () => { }, _time).WriteAsync(
            new("test", Rounds.Noon, null, [alert], [new Notice(NoticeKind.Firing, alert, new Dictionary<string, string>()) { Channels = ["slack", "email", "webhook"] }], []), _cancel);
        Outbox outbox = new(_database);
        await outbox.SentAsync(await outbox.DueAsync("slack", Rounds.Noon, 1, _cancel), Rounds.Noon.AddSeconds(0.4), null, _cancel);
        await outbox.RetryAsync(await outbox.DueAsync("email", Rounds.Noon, 1, _cancel), Rounds.Noon.AddSeconds(5), "HTTP 429", unsure: false, _cancel);
        await outbox.GiveUpAsync(await outbox.DueAsync("webhook", Rounds.Noon, 1, _cancel), Rounds.Noon.AddSeconds(1), "HTTP 400", _cancel);

        IReadOnlyList<DeliveryRecord> log = await _history.DeliveriesAsync(["a", "b"], _cancel);

        log.ShouldBe(
        [
            new("a", 1, NoticeKind.Firing, "slack", DeliveryState.Sent, 1, null, Rounds.Noon, Rounds.Noon.AddSeconds(0.4)),
            new("a", 1, NoticeKind.Firing, "email", DeliveryState.Queued, 1, "HTTP 429", Rounds.Noon, Rounds.Noon.AddSeconds(5)),
            new("a", 1, NoticeKind.Firing, "webhook", DeliveryState.Dead, 1, "HTTP 400", Rounds.Noon, Rounds.Noon.AddSeconds(1)),
        ]);
        (await _history.DeliveriesAsync(["b"], _cancel)).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    internal static Alert Past(string id, long incident, double minutes, string rule = "quorum_lost", string? member = null, Severity severity = Severity.Critical) => new()
    {
        Id = id,
        Cluster = "test",
        Generation = 1,
        Incident = incident,
        Status = AlertStatus.Resolved,
        PendingSince = Rounds.Noon.AddMinutes(minutes),
        FiredAt = Rounds.Noon.AddMinutes(minutes),
        ResolvedAt = Rounds.Noon.AddMinutes(minutes + 1),
        Finding = new() { Rule = rule, Title = rule, Severity = severity, Sentence = rule, Member = member },
    };

    private Task<AcknowledgementBook> BookAsync() => AcknowledgementBook.LoadAsync(_database, _time, NullLogger.Instance, _cancel);

    private Task StoreAsync(params ImmutableArray<Alert> alerts) => new Ledger(_database, () => { }, _time).WriteAsync(new("test", Rounds.Noon, null, alerts, [], []), _cancel);

    private async Task<string[]> IdsAsync(AlertQuery query) => [.. (await _history.AlertsAsync(query, _cancel)).Select(a => a.Id)];
}
