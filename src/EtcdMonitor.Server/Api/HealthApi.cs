using System.Reflection;
using EtcdMonitor.Server.Security;
using EtcdMonitor.Server.Views;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary><c>GET /health</c>: is this process alive. The state of the clusters is elsewhere: a sick cluster must not restart its monitor.</summary>
internal static class HealthApi
{
    internal static readonly string Version =
        typeof(HealthApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    internal static void Map(Routes api, TimeProvider time)
    {
        long started = time.GetTimestamp();
        api.Get("/health", Access.Read, (IMonitorSource monitor) => Results.Json(
            new HealthView("ok", Version, monitor.Snapshots.Count, (long)time.GetElapsedTime(started).TotalSeconds),
            MonitorJson.Default.HealthView));
    }
}
