using Etcd.Testing;
using EtcdMonitor.Channels;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Storage;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtcdMonitor.Tests.Channels;

/// <summary>Other channels put in force while notices are delivered.</summary>
public sealed class ChannelReplacementTests : IAsyncLifetime
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private WebhookReceiver _first = null!, _second = null!;
    private Database _database = null!;

    public async ValueTask InitializeAsync()
    {
        (_first, _second) = (await WebhookReceiver.StartAsync(), await WebhookReceiver.StartAsync());
        _database = await Database.OpenAsync(_folder.File("monitor.db"), TimeProvider.System, NullLogger.Instance, _cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_the_old_receiver_did_not_take_goes_to_the_new_one_and_nothing_goes_twice()
    {
        _first.Answers.Enqueue(r => r.StatusCode = 500);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_cancel);
        using ChannelSet channels = new(To(_first), new Outbox(_database), TimeProvider.System, NullLogger.Instance, TextWriter.Null);
        Ledger ledger = new(_database, channels.Wake, new ManualTime());
        Task running = channels.RunAsync(stop.Token, CancellationToken.None);
        await StoreAsync(ledger, "a");
        await Eventually.TrueAsync(() => _first.Requests.Count == 1, "the old receiver refuses it for now", TimeSpan.FromSeconds(30), cancellationToken: _cancel);

        await channels.ReplaceAsync(To(_second), stop.Token, CancellationToken.None);
        await StoreAsync(ledger, "b");

        await Eventually.TrueAsync(() => _second.Requests.Count == 2, "both go to the new one", TimeSpan.FromSeconds(30), cancellationToken: _cancel);
        await stop.CancelAsync();
        await running;
        _first.Requests.Count.ShouldBe(1);
        _second.Requests.Select(r => r.Headers["webhook-id"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
    }

    private static ChannelOptions To(WebhookReceiver receiver) => new() { Console = new() { Enabled = false }, Webhook = new() { Enabled = true, Url = new(receiver.Url) } };

    private async Task StoreAsync(Ledger ledger, string id) =>
        await ledger.WriteAsync(new("test", TimeProvider.System.GetUtcNow(), null, [], [LedgerTests.Firing(id, 1) with { Channels = ["webhook"] }], []), _cancel);
}
