using Etcd.Testing;
using EtcdMonitor.Alerts;
using EtcdMonitor.Channels;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtcdMonitor.Tests.Channels;

public sealed class DispatcherTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly CancellationTokenSource _stop = new();
    private Database _database = null!;
    private DeliveryMetrics _metrics = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Database.OpenAsync(_folder.File("monitor.db"), TimeProvider.System, NullLogger.Instance, _cancel);
        _metrics = new(new Outbox(_database), TimeProvider.System);
    }

    [Fact]
    public async Task What_fails_is_tried_again_with_the_same_key_until_it_is_taken()
    {
        ScriptedChannel channel = new(Delivery.Retry("HTTP 500", TimeSpan.Zero), Delivery.Retry("HTTP 503", TimeSpan.Zero));

        await RunUntilAsync(channel, () => channel.Sent.Count == 3, LedgerTests.Firing("a", 1));

        channel.Sent.Select(s => s.Key).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        (await new Outbox(_database).WaitingAsync("scripted", _cancel)).ShouldBe(new(0, null, null));
    }

    [Fact]
    public async Task The_end_of_an_alert_never_overtakes_its_start()
    {
        ScriptedChannel channel = new(Delivery.Retry("HTTP 500", TimeSpan.FromMilliseconds(200)));

        await RunUntilAsync(channel, () => channel.Sent.Count == 3, LedgerTests.Firing("a", 1), LedgerTests.Resolved("a", 1));

        channel.Sent.Select(s => s.Kind).ShouldBe([NoticeKind.Firing, NoticeKind.Firing, NoticeKind.Resolved]);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_kept_as_a_dead_letter_and_blocks_nothing()
    {
        ScriptedChannel channel = new(Delivery.Refused("HTTP 400"));

        await RunUntilAsync(channel, () => channel.Sent.Count == 2, LedgerTests.Firing("a", 1), LedgerTests.Resolved("a", 1));

        (await _database.ReadAsync(c => Dapper.SqlMapper.ExecuteScalarAsync<string>(c, "select last_error from outbox where state = 'dead'"), _cancel)).ShouldBe("HTTP 400");
    }

    /// <summary>The bare SocketException is HttpClient's own when a receiver hangs up at once; the last stands for what nobody has thought of.</summary>
    [Theory]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(System.Net.Sockets.SocketException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task Whatever_a_channel_throws_is_a_reason_to_try_again(Type fault)
    {
        ScriptedChannel channel = new() { Fault = (Exception)Activator.CreateInstance(fault)! };

        await RunUntilAsync(channel, () => channel.Sent.Count == 2, LedgerTests.Firing("a", 1));
    }

    [Fact]
    public async Task What_was_stored_before_a_start_is_delivered_after_it()
    {
        await StoreAsync(LedgerTests.Firing("a", 1));
        ScriptedChannel channel = new();
        using Dispatcher dispatcher = New(channel);

        Task running = dispatcher.RunAsync(_stop.Token, CancellationToken.None);
        await Eventually.TrueAsync(() => channel.Sent.Count == 1, "the notice of before is delivered", Deadline, cancellationToken: _cancel);

        await _stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task What_was_sent_is_not_sent_again_because_it_cannot_be_written_down()
    {
        await _database.WriteAsync((c, t) => Dapper.SqlMapper.ExecuteAsync(c, "create trigger full before update on outbox begin select raise(abort, 'the disk is full'); end", transaction: t), _cancel);
        ScriptedChannel channel = new();
        LogLines log = new();
        using Dispatcher dispatcher = new(channel, new Outbox(_database), _metrics, TimeProvider.System, log, () => 0);
        Task running = dispatcher.RunAsync(_stop.Token, CancellationToken.None);
        await StoreAsync(LedgerTests.Firing("a", 1), LedgerTests.Resolved("a", 1));
        dispatcher.Wake();
        await Eventually.TrueAsync(() => !log.All.IsEmpty, "it is told that the outbox fails", Deadline, cancellationToken: _cancel);
        for (int i = 0; i < 5; i++)
        {
            dispatcher.Wake(); // each makes it try at once what it would try each second
        }

        await _database.WriteAsync((c, t) => Dapper.SqlMapper.ExecuteAsync(c, "drop trigger full", transaction: t), _cancel);
        await Eventually.TrueAsync(() => channel.Sent.Count == 2, "the end follows once the start is written down", Deadline, cancellationToken: _cancel);

        channel.Sent.Select(s => s.Kind).ShouldBe([NoticeKind.Firing, NoticeKind.Resolved]);
        log.All.Count(l => l.Text.StartsWith("The outbox cannot be read or marked", StringComparison.Ordinal)).ShouldBe(1);
        await _stop.CancelAsync();
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Dispose();
        _metrics.Dispose();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_receiver_that_wants_its_pace_gets_it()
    {
        ManualTime time = new();
        ScriptedChannel channel = new() { Pace = TimeSpan.FromSeconds(1) };
        using Dispatcher dispatcher = new(channel, new Outbox(_database), _metrics, time, NullLogger.Instance, () => 0);
        await new Ledger(_database, () => { }, time).WriteAsync(
            new("test", time.GetUtcNow(), null, [], [.. new[] { "a", "b", "c" }.Select(id => LedgerTests.Firing(id, 1) with { Channels = ["scripted"] })], []), _cancel);
        Task running = dispatcher.RunAsync(_stop.Token, CancellationToken.None);

        for (int sent = 1; sent < 3; sent++)
        {
            await Eventually.TrueAsync(() => channel.Sent.Count == sent && time.Pending > 0, $"{sent} are sent and the next waits", Deadline, () => string.Join(',', channel.Sent), _cancel);
            time.Advance(TimeSpan.FromMilliseconds(999));
            time.Pending.ShouldBe(1);
            channel.Sent.Count.ShouldBe(sent);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Eventually.TrueAsync(() => channel.Sent.Count == 3, "all are sent", Deadline, () => string.Join(',', channel.Sent), _cancel);
        await _stop.CancelAsync();
        await running;
    }

    private async Task RunUntilAsync(ScriptedChannel channel, Func<bool> done, params Notice[] notices)
    {
        using Dispatcher dispatcher = New(channel);
        Task running = dispatcher.RunAsync(_stop.Token, CancellationToken.None);
        await StoreAsync(notices);
        dispatcher.Wake();
        await Eventually.TrueAsync(done, "all attempts were made", Deadline, () => string.Join(',', channel.Sent), _cancel);
        await _stop.CancelAsync();
        await running;
    }

    private Dispatcher New(ScriptedChannel channel) => new(channel, new Outbox(_database), _metrics, TimeProvider.System, NullLogger.Instance, () => 0);

    /// <summary>Stored when it returns: a ledger whose time stands still waits for a slow disk.</summary>
    private Task StoreAsync(params Notice[] notices) =>
        new Ledger(_database, () => { }, new ManualTime()).WriteAsync(new("test", TimeProvider.System.GetUtcNow(), null, [], [.. notices.Select(n => n with { Channels = ["scripted"] })], []), _cancel);
}
