using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Etcd.Testing;
using EtcdMonitor.Tests.Cli.Commands;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.EndToEnd;

/// <summary>The real program, a real cluster, a real file: what is silenced stays so over a restart, and is told when the silence ends.</summary>
public sealed class SilenceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;
    private EtcdCluster _cluster = null!;
    private WebhookReceiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await EtcdCluster.StartAsync(new EtcdClusterOptions { Members = 3 }, _cancel);
        _receiver = await WebhookReceiver.StartAsync();
        _folder.Write("config.yaml", $"""
            clusters:
              - name: main
                endpoints: ["{_cluster.Endpoints[0]}"]
                labels:
                  team: storage
            api:
              host: 127.0.0.1
              port: 0
            storage:
              sqlite:
                path: "{_folder.File("monitor.db")}"
            alerts:
              webhook:
                url: "{_receiver.Url}"
            """);
    }

    [Fact]
    public async Task A_silenced_alert_survives_a_restart_and_is_told_when_its_silence_ends()
    {
        string monitor;
        await using (RunningProgram first = RunningProgram.Start(_folder.Path, "serve", "--config=config.yaml"))
        {
            monitor = await AddressAsync(first);
            Ran made = await RunAsync($"silence add team=storage --for=2h --comment=OPS-881 --author=mara --yes --monitor {monitor}");
            made.Exit.ShouldBe(0, made.Error);
            _cluster.Members[0].Kill();
            _cluster.Members[1].Kill();
            await SilencedAsync(monitor, first);
            first.Terminate();
            (await first.ExitAsync(30)).ShouldBe(0);
        }

        await using RunningProgram second = RunningProgram.Start(_folder.Path, "serve", "--config=config.yaml");
        monitor = await AddressAsync(second);
        await SilencedAsync(monitor, second);
        _receiver.Requests.ShouldBeEmpty("nobody is told while it is silenced");

        Ran list = await RunAsync($"alerts list --monitor {monitor}");
        list.Out.ShouldMatch(@"INC-\d+ +Critical .* main +Quorum lost.* silenced by S-1");
        string incident = Regex.Match(list.Out, @"INC-\d+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        Ran ended = await RunAsync($"silence expire S-1 --author=mara --monitor {monitor}");
        ended.Exit.ShouldBe(0, ended.Error);

        await Eventually.TrueAsync(() => Told("firing"), "it is told once its silence has ended", Patience, () => second.Text, cancellationToken: _cancel);
        Ran taken = await RunAsync($"alerts ack {incident} --author=ben --comment=looking --monitor {monitor}");
        taken.Out.ShouldStartWith($"ben has {incident} since ");
        (await RunAsync($"alerts list --monitor {monitor}")).Out.ShouldContain("ben has it");

        await Task.WhenAll(_cluster.Members[0].StartAsync(_cancel), _cluster.Members[1].StartAsync(_cancel));
        await Eventually.TrueAsync(() => Told("resolved"), "its end is told, since its start was", Patience, () => second.Text, cancellationToken: _cancel);
        await Eventually.GetAsync(async _ => await RunAsync($"alerts history --monitor {monitor}"), ran => ran.Out.Contains("webhook ", StringComparison.Ordinal), "the delivery is in the log", Patience, ran => ran.Out, _cancel);
        Ran report = await RunAsync($"alerts export {incident} --monitor {monitor}");
        report.Out.ShouldStartWith($"# {incident}: Quorum lost on main\n");
        report.Out.ShouldContain("| silenced | S-1 of mara mutes team=storage until ");
        report.Out.ShouldContain("| acknowledged | ben has it: looking |");
        report.Out.ShouldContain("webhook took \"Quorum lost fires\"");
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>As a person does on a busy machine: no answer in time is asked again.</summary>
    private async Task<Ran> RunAsync(string arguments) =>
        await Eventually.GetAsync(async _ => await Ran.Async(arguments), ran => ran.Exit != 3, "the monitor answers", Patience, ran => ran.Error, _cancel);

    private static async Task<string> AddressAsync(RunningProgram program)
    {
        await program.ShowsAsync("http://127.0.0.1:", 60);
        await program.ShowsAsync("first verdicts", 60);
        int port = int.Parse(Regex.Match(program.Text, @"http://127\.0\.0\.1:(?<port>\d+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["port"].Value, CultureInfo.InvariantCulture);
        return $"http://127.0.0.1:{port}";
    }

    private async Task SilencedAsync(string monitor, RunningProgram program)
    {
        using HttpClient http = new();
        await Eventually.GetAsync(
            async token => JsonDocument.Parse(await http.GetStringAsync(new Uri($"{monitor}/api/v1/alerts?state=firing"), token)).RootElement.GetProperty("alerts"),
            alerts => alerts.EnumerateArray().Any(a => a.GetProperty("rule").GetString() == "quorum_lost" && a.GetProperty("silenced_by").GetString() == "S-1" && a.GetProperty("incident").GetString() is not null),
            "the lost quorum fires, and is silenced", Patience, _ => program.Text, _cancel);
    }

    private bool Told(string status) => _receiver.Requests.Any(r =>
    {
        JsonElement body = JsonDocument.Parse(r.Body).RootElement;
        return body.GetProperty("status").GetString() == status && body.GetProperty("commonLabels").GetProperty("alertname").GetString() == "quorum_lost";
    });
}
