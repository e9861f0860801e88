using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Cli.Commands;

/// <summary>The configuration is read again while the service runs.</summary>
public sealed partial class ReloadTests
{
    private const string Good = """
        etcd: {endpoints: ["127.0.0.1:1"]}
        api: {host: 127.0.0.1, port: 0}
        logging: {format: json}
        alerts:
          slack: {webhook_url: "http://127.0.0.1:9/x"}
          receivers: [{name: chat, channels: [slack]}]
          route: {receiver: chat}
        """;

    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_file_is_put_in_force_a_bad_one_is_refused_and_what_needs_a_restart_is_named()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("config.yaml", Good);
        await using RunningProgram serve = RunningProgram.Start(folder.Path, "serve", $"--config={file}");
        await serve.ShowsAsync("\"event\":\"ready\"");
        using HttpClient http = new() { BaseAddress = new(Url().Match(serve.Text).Value) };

        await File.WriteAllTextAsync(file, Good.Replace("receiver: chat}", "receiver: nobody, group_wait: soon}", StringComparison.Ordinal), _cancel);
        (HttpStatusCode status, JsonElement answer) = await ReloadAsync(http);
        status.ShouldBe(HttpStatusCode.BadRequest);
        answer.GetProperty("errors").EnumerateArray().Select(e => e.GetString()!).ShouldBe(
            [$"{file}:7:41  alerts.route.group_wait: \"soon\" is no duration, write 1s, 500ms or 1m30s", $"{file}:7:21  alerts.route.receiver: no receiver is called nobody, known: chat"], ignoreOrder: true);
        serve.HangUp();
        await serve.ShowsAsync("\"event\":\"reload_refused\"");
        serve.Text.ShouldNotContain("\"event\":\"reloaded\"");

        await File.WriteAllTextAsync(file, Good.Replace("{receiver: chat}", "{receiver: chat, group_wait: 1m}", StringComparison.Ordinal) + "\nstorage: {sqlite: {path: other.db}}\n", _cancel);
        (status, answer) = await ReloadAsync(http);
        status.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("reloaded").GetBoolean().ShouldBeTrue();
        answer.GetProperty("needs_restart").EnumerateArray().Select(e => e.GetString()).ShouldBe(["storage.sqlite.path"]);
        serve.HangUp();
        await serve.ShowsAsync("storage.sqlite.path");

        serve.Terminate();
        (await serve.ExitAsync(seconds: 30)).ShouldBe(0, serve.Text);
        serve.Text.Split("\"event\":\"reloaded\"").Length.ShouldBeGreaterThanOrEqualTo(2);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> ReloadAsync(HttpClient http)
    {
        using HttpResponseMessage response = await http.PostAsync(new Uri("/-/reload", UriKind.Relative), null, _cancel);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(_cancel)).RootElement);
    }

    [GeneratedRegex("http://127.0.0.1:[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Url();
}
