using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server.Api;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands;

/// <summary>One request to a running monitor, and in words what came of it.</summary>
internal static class MonitorCall
{
    /// <summary>A monitor answers from memory: what takes longer is not going to come.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    /// <summary>A change waits for the disk, which may be locked for five seconds.</summary>
    public static readonly TimeSpan Change = TimeSpan.FromSeconds(10);

    /// <summary>What a path answers, as a view.</summary>
    public static Task<(T? Answer, Failure? Failure)> GetAsync<T>(string monitor, string path, JsonTypeInfo<T> type, TimeProvider time)
        where T : class => SendAsync(monitor, HttpMethod.Get, path, body: null, Usual, time, (answer, token) => JsonSerializer.DeserializeAsync(answer, type, token).AsTask());

    /// <summary>What a change answers, as a view.</summary>
    public static Task<(T? Answer, Failure? Failure)> PostAsync<TBody, T>(string monitor, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, TimeProvider time)
        where T : class => SendAsync(monitor, HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body, bodyType), Change, time, (answer, token) => JsonSerializer.DeserializeAsync(answer, type, token).AsTask());

    /// <summary>Sends a request; <paramref name="read"/> makes the answer of its body.</summary>
    public static async Task<(T? Answer, Failure? Failure)> SendAsync<T>(
        string monitor, HttpMethod method, string path, byte[]? body, TimeSpan patience, TimeProvider time, Func<Stream, CancellationToken, Task<T?>> read)
        where T : class
    {
        if (!Uri.TryCreate(monitor, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            return (null, Failure.Usage($"--monitor \"{monitor}\" is no URL", "Write http://host:8080"));
        }

        using CancellationTokenSource deadline = new(patience, time);
        using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        using HttpRequestMessage request = new(method, new Uri(uri.ToString().TrimEnd('/') + path)) { Content = body is null ? null : Json(body) };
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            Stream content = await response.Content.ReadAsStreamAsync(deadline.Token);
            if (!response.IsSuccessStatusCode)
            {
                return (null, await RefusalAsync(monitor, response, content, deadline.Token));
            }

            T? answer = await read(content, deadline.Token);
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

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>What the monitor says is wrong, in its own words where it has any.</summary>
    private static async Task<Failure> RefusalAsync(string monitor, HttpResponseMessage response, Stream content, CancellationToken cancellationToken)
    {
        Problem? problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? await JsonSerializer.DeserializeAsync(content, MonitorJson.Default.Problem, cancellationToken)
            : null;
        string? detail = problem?.Detail?.TrimEnd('.');
        return response.StatusCode switch
        {
            _ when detail is null || detail.StartsWith("There is nothing at ", StringComparison.Ordinal) =>
                Failure.Unreachable($"{monitor} answers with HTTP {(int)response.StatusCode}", "Is it an etcd-monitor of this version? Give --monitor"),
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound => Failure.Usage(detail),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new Failure(ExitCode.Denied, "denied", $"{monitor} refuses: {detail}"),
            _ => Failure.Failed($"{monitor}: {detail}", $"Its log has request {problem!.RequestId}"),
        };
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
