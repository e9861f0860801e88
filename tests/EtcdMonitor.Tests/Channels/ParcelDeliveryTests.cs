using Dapper;
using Etcd.Testing;
using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtcdMonitor.Tests.Channels;

/// <summary>Several notices as one message, possible repeats, dead letters.</summary>
public sealed class ParcelDeliveryTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(Rounds.Noon);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private Database _database = null!;
    private DeliveryMetrics _metrics = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Database.OpenAsync(_folder.File("monitor.db"), TimeProvider.System, NullLogger.Instance, _cancel);
        _metrics = new(new Outbox(_database), _time);
    }

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Notices_of_a_batch_are_one_message_with_one_key_at_each_attempt_and_those_of_another_are_not()
    {
        ScriptedChannel channel = new(Delivery.Retry("HTTP 500", TimeSpan.Zero));
        await StoreAsync(Batched("a", "one"), Batched("b", "one"), Batched("c", "two"));

        await RunUntilAsync(channel, () => channel.Sent.Count == 3);

        channel.Parcels.Select(p => string.Join(',', p.Notices.Select(n => n.Alert.Id))).ShouldBe(["a,b", "c", "a,b"]);
        channel.Parcels[2].Key.ShouldBe(channel.Parcels[0].Key);
        channel.Parcels[1].Key.ShouldNotBe(channel.Parcels[0].Key);
        (await StatesAsync()).ShouldBe(["sent", "sent", "sent"]);
    }

    [Fact]
    public async Task A_channel_that_has_an_incident_for_each_alert_gets_them_one_by_one()
    {
        ScriptedChannel channel = new() { Combines = false };
        await StoreAsync(Batched("a", "one"), Batched("b", "one"));

        await RunUntilAsync(channel, () => channel.Sent.Count == 2);

        channel.Parcels.ShouldAllBe(p => p.Notices.Length == 1);
        channel.Parcels.Select(p => p.Key).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
    }

    [Fact]
    public async Task An_attempt_whose_end_nobody_wrote_down_makes_the_next_a_possible_repeat()
    {
        await StoreAsync(Batched("a", null), Batched("b", null));
        await _database.WriteAsync((c, t) => c.ExecuteAsync("update outbox set began_at = 1 where alert = 'a'", transaction: t), _cancel);
        ScriptedChannel channel = new();

        await RunUntilAsync(channel, () => channel.Sent.Count == 2);

        channel.Parcels.Select(p => (p.Lead.Alert.Id, p.PossibleRepeat)).ShouldBe([("a", true), ("b", false)]);
        (await _database.ReadAsync(c => c.ExecuteScalarAsync<long>("select count(*) from outbox where began_at is not null"), _cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task An_attempt_is_written_down_before_it_is_made_unless_the_receiver_knows_repeats()
    {
        await StoreAsync(Batched("a", null));
        long? people = null, keys = null;
        ScriptedChannel first = new(Delivery.Retry("HTTP 500", TimeSpan.Zero)) { OnSend = () => people = BeganAtAsync().GetAwaiter().GetResult() };
        await RunUntilAsync(first, () => first.Sent.Count == 2);
        people.ShouldBe(_time.GetUtcNow().ToUnixTimeMilliseconds());
        first.Parcels.ShouldAllBe(p => !p.PossibleRepeat, "an answer is an end, also one that says no");

        await StoreAsync(Batched("b", null));
        ScriptedChannel second = new() { KnowsRepeats = true, OnSend = () => keys = BeganAtAsync().GetAwaiter().GetResult() };
        await RunUntilAsync(second, () => second.Sent.Count == 1);
        keys.ShouldBeNull();
    }

    [Fact]
    public async Task What_may_have_arrived_though_no_answer_came_is_a_possible_repeat()
    {
        await StoreAsync(Batched("a", null));
        ScriptedChannel channel = new(Delivery.NoAnswer("no answer within 10 s"));
        Task running = RunUntilAsync(channel, () => channel.Sent.Count == 2);
        await Eventually.TrueAsync(() => channel.Sent.Count == 1 && _time.Pending > 0, "it waits for the next attempt", Deadline, cancellationToken: _cancel);
        _time.Advance(TimeSpan.FromMinutes(1));
        await running;

        channel.Parcels.Select(p => p.PossibleRepeat).ShouldBe([false, true]);
    }

    [Fact]
    public async Task A_stored_notice_that_cannot_be_read_is_a_dead_letter_and_holds_up_nothing()
    {
        using Measured measured = new();
        _metrics.Dispose();
        _metrics = new(new Outbox(_database), _time);
        await StoreAsync(Batched("a", "one"), Batched("b", "one"), Batched("c", null));
        await _database.WriteAsync((c, t) => c.ExecuteAsync("update outbox set body = '{broken' where alert = 'a'", transaction: t), _cancel);
        ScriptedChannel channel = new();

        await RunUntilAsync(channel, () => channel.Sent.Count == 2);

        channel.Parcels.SelectMany(p => p.Notices).Select(n => n.Alert.Id).ShouldBe(["b", "c"]);
        (await StatesAsync()).ShouldBe(["dead", "sent", "sent"]);
        (await _database.ReadAsync(c => c.ExecuteScalarAsync<string>("select last_error from outbox where state = 'dead'"), _cancel)).ShouldStartWith("a stored Notice cannot be read");
        measured.Sum("delivery.dead_letters", "channel=scripted").ShouldBe(1);
    }

    [Fact]
    public async Task What_nobody_took_for_a_day_is_a_dead_letter_and_not_before()
    {
        await StoreAsync(Batched("a", null));
        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        ScriptedChannel channel = new(Delivery.Retry("HTTP 500", TimeSpan.FromSeconds(1)), Delivery.Retry("HTTP 503"));
        Task running = RunUntilAsync(channel, () => channel.Sent.Count == 2);
        await Eventually.TrueAsync(() => channel.Sent.Count == 1 && _time.Pending > 0, "it waits for the next attempt", Deadline, cancellationToken: _cancel);
        (await StatesAsync()).ShouldBe(["queued"]);

        _time.Advance(TimeSpan.FromSeconds(1));
        await running;

        (await StatesAsync()).ShouldBe(["dead"]);
        (await _database.ReadAsync(c => c.ExecuteScalarAsync<string>("select last_error from outbox"), _cancel)).ShouldBe("nobody took it for 24 h, at last: HTTP 503");
    }

    [Fact]
    public async Task A_channel_with_dead_letters_raises_an_alert_until_it_delivers_again()
    {
        await StoreAsync(Batched("a", null), Batched("b", null), Batched("c", null));
        ScriptedChannel channel = new(Delivery.Refused("HTTP 404: no_service"), Delivery.Refused("HTTP 404: no_service"), Delivery.Refused("HTTP 404: gone"));
        await RunUntilAsync(channel, () => channel.Sent.Count == 3);
        Outbox outbox = new(_database);
        AlertPipeline alerts = new(new Dictionary<string, string>(), new(), ["other"], [], TimeSpan.FromDays(31));
        DeliveryWatch watch = new(outbox, () => ["other"], alerts, new Ledger(_database, () => { }, _time), _time);

        await watch.LookAsync(_cancel);
        await watch.LookAsync(_cancel);

        watch.Troubles.ShouldHaveSingleItem().ShouldBe(new("scripted", 3, _time.GetUtcNow(), "HTTP 404: gone"));
        Notice told = (await outbox.DueAsync("other", _time.GetUtcNow(), 10, _cancel)).ShouldHaveSingleItem().Notice;
        (told.Kind, told.Alert.Cluster, told.Alert.Finding.Rule, told.Alert.Finding.Member).ShouldBe((NoticeKind.Firing, "etcd-monitor", "notices_undelivered", "scripted"));
        EtcdMonitor.Rules.Runbooks.PathOf(told.Alert.Finding.Rule).ShouldNotBeNull();

        _time.Advance(TimeSpan.FromMinutes(1));
        await StoreAsync(Batched("d", null));
        ScriptedChannel mended = new();
        await RunUntilAsync(mended, () => mended.Sent.Count == 1);
        for (int i = 0; i < 4; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await watch.LookAsync(_cancel);
        }

        watch.Troubles.ShouldBeEmpty();
        alerts.Active.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_for_a_channel_that_is_off_is_given_up_after_a_day()
    {
        await StoreAsync(Batched("a", null));
        Outbox outbox = new(_database);
        DeliveryWatch watch = new(outbox, () => ["other"], new(new Dictionary<string, string>(), new(), ["other"], [], TimeSpan.FromDays(31)), new Ledger(_database, () => { }, _time), _time);

        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await watch.LookAsync(_cancel);
        (await StatesAsync()).ShouldBe(["queued"]);
        _time.Advance(TimeSpan.FromSeconds(2));
        await watch.LookAsync(_cancel);

        (await StatesAsync())[0].ShouldBe("dead");
        watch.Troubles.ShouldHaveSingleItem().Reason.ShouldBe("its channel is off");
    }

    private static Notice Batched(string id, string? batch) => LedgerTests.Firing(id, 1) with { Channels = ["scripted"], Batch = batch };

    private Task StoreAsync(params Notice[] notices) =>
        new Ledger(_database, () => { }, new ManualTime()).WriteAsync(new("test", _time.GetUtcNow(), null, [], [.. notices], []), _cancel);

    private async Task<string[]> StatesAsync() => [.. await _database.ReadAsync(c => c.QueryAsync<string>("select state from outbox where receiver = 'scripted' order by id"), _cancel)];

    private Task<long?> BeganAtAsync() => _database.ReadAsync(c => c.ExecuteScalarAsync<long?>("select max(began_at) from outbox"), _cancel);

    /// <summary>Until it has all that is due, and has written down how it ended.</summary>
    private async Task RunUntilAsync(ScriptedChannel channel, Func<bool> done)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_cancel);
        using Dispatcher dispatcher = new(channel, new Outbox(_database), _metrics, _time, NullLogger.Instance, () => 0);
        Task running = dispatcher.RunAsync(stop.Token, CancellationToken.None);
        await Eventually.TrueAsync(done, "all attempts were made", Deadline, () => string.Join(',', channel.Sent), _cancel);
        await stop.CancelAsync();
        await running;
    }
}
