using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server.Bundles;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Asks a running monitor.</summary>
internal static class MonitorClient
{
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
        MonitorCall.GetAsync(monitor, "/api/v1/clusters", MonitorJson.Default.StatusView, time);

    /// <summary>Every check of a cluster, or why there is no answer.</summary>
    public static Task<(DiagnosisView? Diagnosis, Failure? Failure)> DiagnosisAsync(string monitor, string cluster, TimeProvider time) =>
        MonitorCall.GetAsync(monitor, $"/api/v1/clusters/{Uri.EscapeDataString(cluster)}/diagnosis", MonitorJson.Default.DiagnosisView, time);

    /// <summary>A bundle about a cluster, or why there is none.</summary>
    public static Task<(Bundle? Bundle, Failure? Failure)> BundleAsync(string monitor, string cluster, TimeProvider time) =>
        MonitorCall.SendAsync(monitor, HttpMethod.Get, $"/api/v1/clusters/{Uri.EscapeDataString(cluster)}/bundle", body: null, BundleDeadline, time, async (body, token) => (Bundle?)await Bundle.ReadAsync(body, token));

    /// <summary>Where the monitor is, by flags, environment and file; else the exit code of what is wrong with those.</summary>
    public static (string? Monitor, int Exit) Find(CommandContext context)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(Sources.Of(context) with { Cluster = null });
        if (!loaded.IsValid)
        {
            return (null, ProblemWriter.Write(context, loaded));
        }

        ProblemWriter.Warn(context.Error, loaded);
        return (Url(context, loaded), ExitCode.Ok);
    }
}
