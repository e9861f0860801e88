using System.Text.Json;
using EtcdMonitor.Cli.Commands;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Server.Support;
using EtcdMonitor.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EtcdMonitor.Tests.Cli.Commands;

public sealed class SilenceCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Database _database = null!;
    private RunningServer _server = null!;
    private SilenceBook _book = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await Database.OpenAsync(_folder.File("monitor.db"), TimeProvider.System, NullLogger.Instance, Cancel);
        _book = await SilenceBook.LoadAsync(_database, TimeProvider.System, NullLogger.Instance, Cancel);
        _server = await RunningServer.StartAsync(new HandMadeMonitor(Troubles.Partition(), Troubles.QuorumLost()) { Book = _book });
    }

    [Fact]
    public async Task It_is_made_listed_and_ended()
    {
        Ran made = await RunAsync("silence add member=etcd-2 -c payments-eu-1 --for=2h --comment=OPS-881 --author=mara --yes");

        made.Exit.ShouldBe(0, made.Error);
        made.Out.ShouldStartWith("Matches 1 of 2 alerts now, ");
        made.Out.ShouldContain("◆  Critical  Network partition  etcd-2  muted\n");
        made.Out.ShouldContain("NOSPACE, CORRUPT and Silent corruption would be muted too.");
        made.Out.ShouldMatch(@"S-1 holds until .* UTC\. Undo:  etcd-monitor silence expire S-1\n$");
        _book.Current.ShouldHaveSingleItem().Matchers.Select(m => m.ToString()).ShouldBe(["cluster=payments-eu-1", "member=etcd-2"]);

        (await RunAsync("silence list")).Out.ShouldContain("S-1      Active  1 h 59 m  1 alert  mara    cluster=payments-eu-1 member=etcd-2  OPS-881");
        Ran ended = await RunAsync("silence expire S-1", ("USER", "ben"));
        ended.Out.ShouldStartWith("S-1 ended at ");
        _book.Current.ShouldBeEmpty();
        (await _book.ListAsync(ended: true, 1, Cancel))[0].ExpiredBy.ShouldBe("ben");
    }

    [Fact]
    public async Task A_dry_run_only_looks()
    {
        Ran ran = await RunAsync("silence add cluster=ledger-eu-2 --for=2h --comment=x --author=mara --dry-run -o json");

        ran.Exit.ShouldBe(0, ran.Error);
        JsonDocument.Parse(ran.Out).RootElement.GetProperty("schema").GetString().ShouldBe("etcd-monitor.silence-preview/1");
        _book.Current.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("n\n", 1)]
    [InlineData("", 1)]
    public async Task A_person_is_asked_and_anything_but_yes_makes_nothing(string answer, int exit)
    {
        using StringWriter output = new(), error = new();
        using StringReader input = new(answer);
        int ran = await EntryPoint.RunAsync(
            [.. "silence add cluster=ledger-eu-2 --for=2h --comment=x --author=mara".Split(' '), "--monitor", _server.Address.ToString()],
            new Streams { Out = output, Error = error, In = input, InRedirected = false, ErrorRedirected = false, OutRedirected = false });

        ran.ShouldBe(exit);
        error.ToString().ShouldMatch(@"Silence 1 alert for 2 h, until .* UTC\? \[y/N\] ");
        _book.Current.Count.ShouldBe(exit == 0 ? 1 : 0);
    }

    [Theory]
    [InlineData("silence", 2, "silence needs add, list or expire. All:  etcd-monitor silence --help")]
    [InlineData("silence ad", 2, "silence does not know ad. Did you mean add? All:  etcd-monitor silence --help")]
    [InlineData("silence add --for=2h --comment=x", 2, "silence add needs a matcher. Write it as  etcd-monitor silence add cluster=NAME member=NAME --for=2h --comment=TEXT")]
    [InlineData("silence add cluster=x --for=2h", 2, "silence add needs --comment: whoever finds the alert silent asks why. All:  etcd-monitor silence --help")]
    [InlineData("silence add cluster=x --comment=x", 2, "silence add needs one of --for and --until. All:  etcd-monitor silence --help")]
    [InlineData("silence add cluster=x --comment=x --for=2 --author=m", 2, "--for \"2\" is no duration above 0. Write 2h, 90m or 7d")]
    [InlineData("silence add cluster=x --comment=x --until=noon --author=m", 2, "--until \"noon\" is no time. Write 2026-11-21T04:55:00Z or 2026-11-21T04:55:00+01:00")]
    [InlineData("silence add cluster=x --comment=x --for=2h", 2, "nobody knows who does this: the environment names no user. Give --author=NAME")]
    [InlineData("silence add member=etcd-2 --comment=x --for=2h --author=m", 2, "the monitor has 2 clusters, and this is about one. Give -c, one of payments-eu-1, ledger-eu-2, or the matcher cluster=~.+ for all")]
    [InlineData("silence add clster=x --comment=x --for=2h --author=m", 2, "matchers: no alert has a label clster, did you mean cluster?")]
    [InlineData("silence add cluster=~.+ --comment=x --for=2h --author=m", 2, "nobody can be asked here, and nothing is silenced. Give --yes, or --dry-run to only look")]
    [InlineData("silence add cluster=~.+ --comment=x --until=2020-01-01T00:00:00Z --author=m --yes", 2, "ends_at is not after starts_at")]
    [InlineData("silence expire S-9 --author=m", 2, "S-9: There is no silence of that id. The list is at /api/v1/silences")]
    [InlineData("silence expire --author=m", 2, "silence expire needs the silence's id. Which there are:  etcd-monitor silence list")]
    public async Task A_mistake_is_one_line_and_nothing_is_made(string arguments, int exit, string message)
    {
        Ran ran = await RunAsync(arguments);

        (ran.Exit, ran.Error.TrimEnd('\n')).ShouldBe((exit, $"etcd-monitor: {message}"));
        _book.Current.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private Task<Ran> RunAsync(string arguments, params (string Name, string Value)[] environment) => Ran.Async($"{arguments} --monitor {_server.Address}", environment);
}
