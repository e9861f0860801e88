using EtcdMonitor.Server.Api;
using EtcdMonitor.Server.Live;
using EtcdMonitor.Server.Page;
using EtcdMonitor.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtcdMonitor.Server;

/// <summary>The API, the live stream and the dashboard over a monitor.</summary>
public static class MonitorApp
{
    /// <summary>How long requests under way may take once the server stops; live streams end at once.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(5);

    /// <summary>Builds the server. The monitor is started and stopped by whoever made it; it need not be started yet.</summary>
    /// <param name="monitor">What to serve.</param>
    /// <param name="api">Where to serve it.</param>
    /// <param name="logging">Adds log providers; null: no log.</param>
    /// <param name="reload">Reads the configuration again; null: there is none to read.</param>
    public static WebApplication Build(MonitorService monitor, ApiOptions api, Action<ILoggingBuilder>? logging = null, Reload? reload = null) =>
        Build(new MonitorSource(monitor), api, TimeProvider.System, logging, reload);

    internal static WebApplication Build(IMonitorSource monitor, ApiOptions api, TimeProvider time, Action<ILoggingBuilder>? logging = null, Reload? reload = null)
    {
        // The empty builder reads no file and no environment: what the server does is in its options alone.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Listen(api);
        logging?.Invoke(builder.Logging);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(h => h.ShutdownTimeout = Drain);
        builder.Services.AddSingleton(monitor).AddSingleton(time);
        builder.Services.AddSingleton<StatusViews>().AddSingleton<SnapshotTexts>().AddSingleton<LiveMetrics>().AddSingleton<LiveStream>().AddSingleton<DashboardFiles>();

        WebApplication app = builder.Build();
        app.UsePathBase(api.BasePath);
        app.UseSecurityHeaders();
        app.UseProblemPages();
        app.UseRouting();
        app.UseRoutePolicies(api);
        Map(new Routes(app), app.Services, time, reload);
        return app;
    }

    private static void Map(Routes routes, IServiceProvider services, TimeProvider time, Reload? reload)
    {
        HealthApi.Map(routes, time);
        ReadyApi.Map(routes);
        ClusterApi.Map(routes);
        DiagnosisApi.Map(routes);
        MetricsApi.Map(routes);
        AlertsApi.Map(routes);
        AlertHistoryApi.Map(routes);
        IncidentsApi.Map(routes);
        SilencesApi.Map(routes);
        EventsApi.Map(routes);
        RunbooksApi.Map(routes);
        BenchmarkApi.Map(routes);
        ReloadApi.Map(routes, reload);
        LiveApi.Map(routes);
        services.GetRequiredService<DashboardFiles>().Map(routes);
    }
}
