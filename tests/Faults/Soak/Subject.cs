using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Etcd.Testing;

namespace Faults.Soak;

/// <summary>The monitor as an operator runs it: the program, a configuration file, a process of its own that dies with this one.</summary>
internal sealed partial class Subject : IAsyncDisposable
{
    private readonly Process _process;
    private readonly LogFile _log;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly TaskCompletionSource<Uri> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Subject(Process process, LogFile log, string temporaryFolder) => (_process, _log, TemporaryFolder) = (process, log, temporaryFolder);

    /// <summary>Where it puts what is temporary; empty when it has ended.</summary>
    public string TemporaryFolder { get; }

    /// <summary>Its process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Where it serves.</summary>
    public Uri Url => _url.Task.Result;

    /// <summary>Starts it over a cluster; returns when it serves.</summary>
    public static async Task<Subject> StartAsync(SoakOptions options, string folder, EtcdCluster cluster, string webhookUrl, CancellationToken cancellationToken)
    {
        string temporary = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        string configuration = Path.Combine(folder, "config.yaml");
        await File.WriteAllTextAsync(configuration, Yaml(folder, cluster, webhookUrl), cancellationToken);

        // env becomes the program: the same process id, and nothing of this process' environment is changed
        Subject subject = new(
            ChildProcess.Start("/usr/bin/env", [$"TMPDIR={temporary}", $"XDG_RUNTIME_DIR={temporary}", .. options.Program, "serve", $"--config={configuration}"]),
            new LogFile(options.LogPath ?? Path.Combine(folder, "monitor.log")),
            temporary);
        subject._process.OutputDataReceived += (_, line) => subject.Take(line.Data);
        subject._process.ErrorDataReceived += (_, line) => subject.Take(line.Data);
        subject._process.BeginOutputReadLine();
        subject._process.BeginErrorReadLine();
        try
        {
            await subject._url.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return subject;
        }
        catch
        {
            await subject.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether it calls the cluster healthy, its sentence, and when it last looked.</summary>
    public async Task<(bool Healthy, string Sentence, DateTimeOffset At)> VerdictAsync(CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument status = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Url, "/api/v1/cluster/status"), cancellationToken));
            JsonElement root = status.RootElement;
            return (root.GetProperty("healthy").GetBoolean(), root.GetProperty("sentence").GetString()!, root.GetProperty("last_check").Deserialize<DateTimeOffset?>() ?? default);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (false, $"the API does not answer: {e.Message}", default);
        }
    }

    /// <summary>Asks it to end as a service manager does; its exit code, null: it did not end in ten seconds.</summary>
    public async Task<int?> StopAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Ends it by its id, if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _log.Dispose();
        _http.Dispose();
    }

    private static string Yaml(string folder, EtcdCluster cluster, string webhookUrl) => $"""
        clusters: [ {"{"}name: soak, endpoints: ["{string.Join("\", \"", cluster.Endpoints)}"]{"}"} ]
        api: {"{"}host: 127.0.0.1, port: 0{"}"}
        monitoring:
          thresholds: {"{"}max_leader_changes_per_hour: 100000, max_latency_ms: 60000{"}"}  # both remember: the verdict is to be healthy soon after the heal
        alerts:
          deduplication_window: 1s
          console: {"{"}enabled: false{"}"}
          webhook: {"{"}url: "{webhookUrl}"{"}"}
        storage: {"{"}sqlite: {"{"}path: "{Path.Combine(folder, "data", "etcd-monitor.db")}"{"}"}{"}"}
        logging: {"{"}format: json{"}"}
        """;

    private void Take(string? line)
    {
        _log.Write(line);
        if (line?.Contains("\"event\":\"listening\"", StringComparison.Ordinal) == true)
        {
            _url.TrySetResult(new Uri(Address().Match(line).Value));
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
