using System.Diagnostics;

namespace Etcd.Testing;

/// <summary>A real Prometheus node exporter on loopback, which tells the disk space of this machine.</summary>
public sealed class NodeExporter : IAsyncDisposable
{
    private readonly Process _process;
    private bool _ended;

    private NodeExporter(Process process, Uri url) => (_process, Url) = (process, url);

    /// <summary>Why there can be none here; null: there can.</summary>
    public static string? WhyNot => Find() is null ? "There is no prometheus-node-exporter here; run build/node-exporter.sh." : null;

    /// <summary>Where it listens, without a path.</summary>
    public Uri Url { get; }

    /// <summary>Starts one and waits until it answers.</summary>
    public static async Task<NodeExporter> StartAsync(CancellationToken cancellationToken = default)
    {
        var address = $"127.0.0.1:{Ports.Free(1)[0]}";
        var process = ChildProcess.Start(Find() ?? throw new InvalidOperationException(WhyNot), [$"--web.listen-address={address}", "--log.level=error"]);
        var exporter = new NodeExporter(process, new($"http://{address}"));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        await Eventually.GetAsync(async token => await AnswersAsync(http, exporter.Url, token).ConfigureAwait(false), answers => answers, "the node exporter answers", cancellationToken: cancellationToken).ConfigureAwait(false);
        return exporter;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended)
        {
            return;
        }
        _ended = true;
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(url, cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not yet
        }
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append(EtcdBinary.Cache())
        .Select(folder => Path.Combine(folder, "prometheus-node-exporter"))
        .FirstOrDefault(File.Exists);
}
