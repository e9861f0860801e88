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
}
