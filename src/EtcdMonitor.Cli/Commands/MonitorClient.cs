using System.Net.Sockets;
using System.Text.Json;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server.Bundles;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Asks a running monitor.</summary>
internal static class MonitorClient
{
    /// <summary>A monitor answers from memory: what takes longer is not going to come.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>A bundle is put together first.</summary>
    private static readonly TimeSpan BundleDeadline = TimeSpan.FromSeconds(30);

    /// <summary>Where the monitor is, as far as told.</summary>
    public static string Url(CommandContext context, LoadedConfiguration loaded) =>
        context.Invocation.Value(Flags.Monitor)
        ?? context.Environment.GetValueOrDefault("ETCD_MONITOR_MONITOR")
        ?? $"http://localhost:{loaded.Options.Api.Port}{loaded.Options.Api.BasePath}";

    /// <summary>Whether etcd itself can be asked instead.</summary>
    public static bool EndpointsKnown(LoadedConfiguration loaded) =>
        loaded.Report.Origins.Keys.Any(k => k.EndsWith(".endpoints", StringComparison.Ordinal));

    /// <summary>All its clusters, or why there is no answer.</summary>
    public static Task<(StatusView? Status, Failure? Failure)> AskAsync(string monitor, TimeProvider time) =>
        GetAsync(monitor, "/api/v1/clusters", Deadline, time, (body, token) => JsonSerializer.DeserializeAsync(body, MonitorJson.Default.StatusView, token).AsTask());

    /// <summary>Every check of a cluster, or why there is no answer.</summary>
    public static Task<(DiagnosisView? Diagnosis, Failure? Failure)> DiagnosisAsync(string monitor, string cluster, TimeProvider time) =>
        GetAsync(monitor, $"/api/v1/clusters/{Uri.EscapeDataString(cluster)}/diagnosis", Deadline, time, (body, token) => JsonSerializer.DeserializeAsync(body, MonitorJson.Default.DiagnosisView, token).AsTask());

    /// <summary>A bundle about a cluster, or why there is none.</summary>
    public static Task<(Bundle? Bundle, Failure? Failure)> BundleAsync(string monitor, string cluster, TimeProvider time) =>
        GetAsync(monitor, $"/api/v1/clusters/{Uri.EscapeDataString(cluster)}/bundle", BundleDeadline, time, async (body, token) => (Bundle?)await Bundle.ReadAsync(body, token));

    private static async Task<(T? Answer, Failure? Failure)> GetAsync<T>(string monitor, string path, TimeSpan patience, TimeProvider time, Func<Stream, CancellationToken, Task<T?>> read)
        where T : class
    {
        if (!Uri.TryCreate(monitor, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            return (null, Failure.Usage($"--monitor \"{monitor}\" is no URL", "Write http://host:8080"));
        }

        using CancellationTokenSource deadline = new(patience, time);
        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri(uri.ToString().TrimEnd('/') + path), deadline.Token);
            if (!response.IsSuccessStatusCode)
            {
                return (null, Failure.Unreachable($"{monitor} answers with HTTP {(int)response.StatusCode}", "Is it an etcd-monitor of this version? Give --monitor"));
            }

            T? answer = await read(await response.Content.ReadAsStreamAsync(deadline.Token), deadline.Token);
            return answer is null ? (null, Stranger(monitor)) : (answer, null);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return (null, Stranger(monitor));
        }
        catch (OperationCanceledException)
        {
            return (null, Failure.Unreachable($"the monitor at {monitor} did not answer within {patience.TotalSeconds:0} s", "Is it up? Give --monitor"));
        }
        catch (HttpRequestException e)
        {
            string why = e.InnerException is SocketException socket ? Words(socket.SocketErrorCode) : e.Message.TrimEnd('.');
            return (null, Failure.Unreachable($"no monitor at {monitor}, {why}", "Start one:  etcd-monitor serve  Or ask etcd itself:  etcd-monitor status --endpoints=HOST:PORT"));
        }
    }

    private static Failure Stranger(string monitor) => Failure.Unreachable($"{monitor} answers, but not as an etcd-monitor", "Give --monitor");

    private static string Words(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name has no address",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
        _ => error.ToString(),
    };
}
