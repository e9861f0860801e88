using EtcdMonitor.Server.Security;
using Microsoft.AspNetCore.Http;

namespace EtcdMonitor.Server.Api;

/// <summary>The place of benchmarks over the API.</summary>
internal static class BenchmarkApi
{
    internal static void Map(Routes api) => api.Post("/api/v1/performance/benchmark", Access.Change, (HttpContext http) =>
        Problem.Answer(http, StatusCodes.Status501NotImplemented, "This version does not run benchmarks yet. Nothing was started."));
}
