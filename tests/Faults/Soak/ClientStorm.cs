using System.Globalization;
using System.Net;

namespace Faults.Soak;

/// <summary>Scripts that ask the API for everything, also for what is not there, and do not always wait for the answer. A fault of the server's is a complaint.</summary>
internal static class ClientStorm
{
    private const int Clients = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private static readonly string[] Paths =
    [
        "/health", "/livez", "/readyz?verbose", "/api/v1/cluster/status", "/api/v1/cluster/leader", "/api/v1/metrics/current", "/api/v1/metrics/latency", "/api/v1/alerts", "/api/v1/events?limit=100", "/",
        "/api/v1/events?limit=-1", "/api/v1/events?after=x", "/api/v1/cluster/status?cluster=nobody", "/api/v1/nothing", "/..%2f..%2fetc%2fpasswd",
    ];

    /// <summary>Until <paramref name="stop"/>.</summary>
    public static async Task RunAsync(Scene scene, CancellationToken stop)
    {
        using SocketsHttpHandler handler = new() { MaxConnectionsPerServer = Clients };
        using HttpClient http = new(handler) { BaseAddress = scene.Monitor.Url };
        int[] seeds = [.. Enumerable.Range(0, Clients).Select(_ => scene.Random.Next())];
        await Task.WhenAll(seeds.Select(seed => ClientAsync(scene, http, new Random(seed), stop)));
    }

    private static async Task ClientAsync(Scene scene, HttpClient http, Random random, CancellationToken stop)
    {
        using PeriodicTimer timer = new(Pause);
        do
        {
            string path = Paths[random.Next(Paths.Length)];
            bool impatient = random.Next(10) == 0;
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(impatient ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromSeconds(5));
            try
            {
                using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), patience.Token);
                if (response.StatusCode >= HttpStatusCode.InternalServerError && !(response.StatusCode == HttpStatusCode.ServiceUnavailable && path is "/health" or "/readyz?verbose"))
                {
                    scene.Complain(string.Create(CultureInfo.InvariantCulture, $"GET {path} gave {(int)response.StatusCode}"));
                }
            }
            catch (OperationCanceledException) when (impatient || stop.IsCancellationRequested)
            {
                // gone before the answer
            }
            catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
            {
                scene.Complain($"GET {path} gave no answer: {e.Message}");
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
