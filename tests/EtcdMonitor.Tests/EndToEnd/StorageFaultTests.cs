using Etcd.Testing;
using EtcdMonitor.Server;
using EtcdMonitor.Tests.Cli.Commands;
using EtcdMonitor.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;

namespace EtcdMonitor.Tests.EndToEnd;

/// <summary>The disk gives up while the cluster does too: the watch goes on, says so, and loses no page.</summary>
public sealed class StorageFaultTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();
    private readonly List<IAsyncDisposable> _started = [];
    private EtcdCluster _cluster = null!;
    private WebhookReceiver _receiver = null!;
    private MonitorService _monitor = null!;
    private string _url = "";

    [Fact]
    public async Task A_full_disk_delays_a_page_and_nothing_else()
    {
        using TinyDisk disk = new();
        await StartAsync(disk.File("monitor.db"));
        disk.Fill();

        _cluster.Members[0].Kill();
        await Eventually.TrueAsync(() => _monitor.StorageTrouble is not null && Snapshot.Verdict.Lead?.Rule == "quorum_lost", "the fault is seen, and that it cannot be stored", Patience, cancellationToken: _cancel);

        _monitor.StorageTrouble!.Reason.ShouldBe("its disk is full");
        _receiver.Requests.ShouldBeEmpty();
        (await AskAsync("/readyz")).ShouldBe("ok");
        (await AskAsync("/readyz?verbose")).ShouldContain("[!]storage takes no writes since ");
        (await Ran.Async($"status --monitor={_url}")).Out.ReplaceLineEndings(" ").ShouldContain("▲ The monitor's storage takes no writes since ");
        (await AskAsync("/api/v1/cluster/status")).ShouldContain("quorum_lost");
        _log.All.ShouldContain(l => l.Text.Contains("Quorum lost", StringComparison.Ordinal), "the log tells what cannot be stored");
        await RoundsAsync(4);

        disk.Free();
        await Eventually.TrueAsync(() => _receiver.Requests.Count == 1 && _monitor.StorageTrouble is null, "the page goes out", Patience, cancellationToken: _cancel);
        _log.All.Count(l => l.Text.Contains("The storage takes no writes", StringComparison.Ordinal)).ShouldBe(1);
        _log.All.Count(l => l.Text.Contains("takes writes again", StringComparison.Ordinal)).ShouldBe(1);
        (await _monitor.History.EventsAsync("main", null, 100, _cancel)).ShouldContain(e => e.Text.Contains("Quorum lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_another_process_has_locked_delays_no_round()
    {
        string path = _folder.File("monitor.db");
        await StartAsync(path);
        await using SqliteConnection other = new($"Data Source={path};Pooling=False");
        await other.OpenAsync(_cancel);
        await ExecuteAsync(other, "begin immediate");

        _cluster.Members[0].Kill();
        await Eventually.TrueAsync(() => Snapshot.Verdict.Lead?.Rule == "quorum_lost", "the fault is seen", Patience, cancellationToken: _cancel);
        (await RoundsAsync(3)).ShouldBeLessThan(TimeSpan.FromSeconds(12), "a write waits five seconds for its lock, and no round waits for it");

        await ExecuteAsync(other, "rollback");
        await Eventually.TrueAsync(() => _receiver.Requests.Count == 1, "the page goes out", Patience, cancellationToken: _cancel);
    }

    [Fact]
    public async Task What_could_not_be_written_while_it_ran_is_written_when_it_stops()
    {
        using TinyDisk disk = new();
        await StartAsync(disk.File("monitor.db"));
        disk.Fill();
        _cluster.Members[0].Kill();
        await Eventually.TrueAsync(() => _monitor.StorageTrouble is not null && Snapshot.Verdict.Lead?.Rule == "quorum_lost", "the fault is seen, and that it cannot be stored", Patience, cancellationToken: _cancel);

        disk.Free();
        await _monitor.StopAsync(_cancel);

        (await _monitor.History.EventsAsync("main", null, 100, _cancel)).ShouldContain(e => e.Text.Contains("Quorum lost", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable each in Enumerable.Reverse(_started))
        {
            await each.DisposeAsync();
        }

        _folder.Dispose();
    }

    private ClusterSnapshot Snapshot => _monitor.Find("main")!;

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task StartAsync(string path)
    {
        _started.Add(_cluster = await EtcdCluster.StartAsync(_cancel));
        _started.Add(_receiver = await WebhookReceiver.StartAsync());
        _started.Add(_monitor = new MonitorService(
            new()
            {
                Clusters = [new() { Name = "main", Endpoints = [.. _cluster.Endpoints] }],
                Thresholds = Patient.Thresholds,
                Storage = new() { Path = path },
                Channels = new() { Console = new() { Enabled = false }, Webhook = new() { Enabled = true, Url = new(_receiver.Url) } },
            },
            _log));
        WebApplication app = MonitorApp.Build(_monitor, new ApiOptions { Host = "127.0.0.1", Port = 0 });
        _started.Add(app);
        await app.StartAsync(_cancel);
        _url = app.Urls.First();
        await _monitor.StartAsync(_cancel);
        await _monitor.WhenFirstJudgedAsync(_cancel);
    }

    private Task<TimeSpan> RoundsAsync(int count)
    {
        long from = Snapshot.State.Round;
        return Eventually.TrueAsync(() => Snapshot.State.Round >= from + count, "more rounds", Patience, cancellationToken: _cancel);
    }

    private async Task<string> AskAsync(string path)
    {
        using HttpClient http = new();
        return await http.GetStringAsync(new Uri(_url + path), _cancel);
    }
}
