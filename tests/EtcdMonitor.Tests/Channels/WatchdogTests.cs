using Dapper;
using EtcdMonitor.Channels.Heartbeats;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using ManualTime = Etcd.Testing.ManualTime;

namespace EtcdMonitor.Tests.Channels;

public sealed class WatchdogTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(Rounds.Noon);
    private readonly WatchdogState _state = new(Rounds.Noon);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private Database _database = null!;
    private string? _stalled;
    private int _woken;

    private DateTimeOffset Now => _time.GetUtcNow();

    public async ValueTask InitializeAsync() => _database = await Database.OpenAsync(_folder.File("monitor.db"), _time, NullLogger.Instance, _cancel);

    [Fact]
    public async Task A_beat_is_a_delivery_like_any_other()
    {
        (await NewWatchdog().BeatAsync(_cancel)).ShouldBeTrue();

        OutboxRow row = (await new Outbox(_database).DueAsync("watchdog", Now, 10, _cancel)).ShouldHaveSingleItem();
        row.Notice.Alert.Finding.Rule.ShouldBe("watchdog");
        _woken.ShouldBe(1);
    }

    [Fact]
    public async Task What_waits_is_tried_again_with_the_next_beat_and_does_not_pile_up()
    {
        Watchdog watchdog = NewWatchdog();
        Outbox outbox = new(_database);
        await watchdog.BeatAsync(_cancel);
        await outbox.RetryAsync(await outbox.DueAsync("watchdog", Now, 10, _cancel), Now.AddHours(1), "HTTP 500", unsure: false, _cancel);
        _time.Advance(TimeSpan.FromMinutes(1));

        await watchdog.BeatAsync(_cancel);

        (await outbox.DueAsync("watchdog", Now, 10, _cancel)).ShouldHaveSingleItem().Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Beats_that_were_taken_are_forgotten_after_an_hour()
    {
        Watchdog watchdog = NewWatchdog();
        Outbox outbox = new(_database);
        for (int i = 0; i < 70; i++)
        {
            await watchdog.BeatAsync(_cancel);
            await outbox.SentAsync(await outbox.DueAsync("watchdog", Now, 10, _cancel), Now, null, _cancel);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        (await _database.ReadAsync(c => c.ExecuteScalarAsync<int>("select count(*) from outbox"), _cancel)).ShouldBeInRange(55, 62);
    }

    [Fact]
    public async Task No_round_no_beat_and_the_reason_is_known()
    {
        _stalled = "main was last judged at 11:58:00 UTC";

        (await NewWatchdog().BeatAsync(_cancel)).ShouldBeFalse();

        (await new Outbox(_database).DueAsync("watchdog", Now, 10, _cancel)).ShouldBeEmpty();
        _state.At(Now, TimeSpan.FromMinutes(1)).ShouldBe(new(null, "main was last judged at 11:58:00 UTC"));
    }

    [Fact]
    public async Task A_storage_that_takes_no_writes_stops_it()
    {
        await _database.WriteAsync((c, t) => c.ExecuteAsync("alter table outbox rename to gone", transaction: t), _cancel);

        (await NewWatchdog().BeatAsync(_cancel)).ShouldBeFalse();

        _state.At(Now, TimeSpan.FromMinutes(1)).Trouble.ShouldStartWith("the storage takes no writes, ");
    }

    [Fact]
    public void A_beat_that_is_missing_twice_is_trouble_and_one_that_is_late_once_is_not()
    {
        TimeSpan interval = TimeSpan.FromMinutes(1);
        _state.At(Now.AddMinutes(2), interval).ShouldBe(new(null, null));
        _state.At(Now.AddMinutes(3), interval).Trouble.ShouldBe("no beat was taken in time");

        _state.Taken(Now);
        _state.Failed("HTTP 500");
        _state.At(Now.AddMinutes(1), interval).ShouldBe(new(Now, null));
        _state.At(Now.AddMinutes(3), interval).ShouldBe(new(Now, "HTTP 500"));
        _state.Taken(Now.AddMinutes(3));
        _state.At(Now.AddMinutes(3), interval).Trouble.ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private Watchdog NewWatchdog() => new(() => new() { Url = new("http://localhost/beat") }, _database, () => _woken++, _ => _stalled, _state, _time);
}
