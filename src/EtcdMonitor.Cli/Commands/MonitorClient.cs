using System.Net.Sockets;
using System.Text.Json;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Asks a running monitor.</summary>
internal static class MonitorClient
{
    /// <summary>A monitor answers from memory: what takes longer is not going to come.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>All its clusters, or why there is no answer.</summary>
    public static async Task<(StatusView? Status, Failure? Failure)> AskAsync(string monitor, TimeProvider time)
    {
        if (!Uri.TryCreate(monitor, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            return (null, Failure.Usage($"--monitor \"{monitor}\" is no URL", "Write http://host:8080"));
        }

        using CancellationTokenSource deadline = new(Deadline, time);
        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri(uri.ToString().TrimEnd('/') + "/api/v1/clusters"), deadline.Token);
            if (!response.IsSuccessStatusCode)
            {
                return (null, Failure.Unreachable($"{monitor} answers with HTTP {(int)response.StatusCode}", "Is it an etcd-monitor? Give --monitor"));
            }

            StatusView? status = JsonSerializer.Deserialize(await response.Content.ReadAsStreamAsync(deadline.Token), MonitorJson.Default.StatusView);
            return status is null ? (null, Stranger(monitor)) : (status, null);
        }
        catch (JsonException)
        {
            return (null, Stranger(monitor));
        }
        catch (OperationCanceledException)
        {
            return (null, Failure.Unreachable($"the monitor at {monitor} did not answer within 2 s", "Is it up? Give --monitor"));
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
