using System.Net;
using System.Text.Json;
using EtcdMonitor.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EtcdMonitor.Tests.Server.Support;

/// <summary>The real server on a real socket, at a port that the system picks.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(WebApplication app)
    {
        App = app;
        Address = new Uri(app.Urls.First());
        Client = new HttpClient { BaseAddress = Address };
    }

    internal WebApplication App { get; }

    internal Uri Address { get; }

    internal HttpClient Client { get; }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }

    internal static Task<RunningServer> StartAsync(params ClusterSnapshot[] snapshots) => StartAsync(new HandMadeMonitor(snapshots));

    internal static async Task<RunningServer> StartAsync(HandMadeMonitor monitor, Action<ApiOptions>? options = null, TimeProvider? time = null)
    {
        ApiOptions api = new() { Host = "127.0.0.1", Port = 0 };
        options?.Invoke(api);
        WebApplication app = MonitorApp.Build(monitor, api, time ?? TimeProvider.System);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(app);
    }

    internal T Service<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>What a path answers with 200 and JSON.</summary>
    internal async Task<JsonElement> JsonAsync(string path) => await AnswerAsync(path, HttpStatusCode.OK, "application/json");

    /// <summary>The problem that a path answers with that status.</summary>
    internal async Task<JsonElement> ProblemAsync(string path, HttpStatusCode status)
    {
        JsonElement problem = await AnswerAsync(path, status, "application/problem+json");
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        return problem;
    }

    private async Task<JsonElement> AnswerAsync(string path, HttpStatusCode status, string type)
    {
        using HttpResponseMessage response = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        return JsonDocument.Parse(body).RootElement;
    }
}
