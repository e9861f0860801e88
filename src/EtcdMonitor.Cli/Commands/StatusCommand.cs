using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Status;
using EtcdMonitor.Clusters;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands;

/// <summary>How each cluster is: by the running monitor, or by two rounds of our own; once, or each second.</summary>
internal static class StatusCommand
{
    /// <summary>Prints it; the exit code is the verdict.</summary>
    public static async Task<int> RunAsync(CommandContext context)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(Sources.Of(context) with { Cluster = null });
        if (!loaded.IsValid)
        {
            return ProblemWriter.Write(context, loaded);
        }

        ProblemWriter.Warn(context.Error, loaded);
        string? cluster = context.Invocation.Value(Flags.Cluster) ?? context.Environment.GetValueOrDefault("ETCD_MONITOR_CLUSTER");
        bool wide = context.Invocation.Value(Flags.Output) == "wide";
        if (context.Invocation.Has(Flags.Watch))
        {
            return await new StatusWatch(context, AskAsync, (status, terminal) => StatusRenderer.Render(status, terminal, wide)).RunAsync();
        }

        (StatusView? answer, Failure? failure) = await AskAsync();
        return answer is null ? context.Fail(failure!) : Print(context, answer, wide);

        async Task<(StatusView? Status, Failure? Failure)> AskAsync()
        {
            bool askEtcd = context.Invocation.Flags.ContainsKey("--endpoints") || context.Invocation.Has(Flags.Kubeadm);
            (StatusView? status, Failure? failure) = askEtcd ? (null, null) : await MonitorClient.AskAsync(MonitorClient.Url(context, loaded), context.Time);
            if (status is null && (askEtcd || (MonitorClient.EndpointsKnown(loaded) && context.Invocation.Value(Flags.Monitor) is null)))
            {
                (status, failure) = await AskEtcdAsync(loaded, cluster, context.Time);
            }

            return status is null || cluster is null ? (status, failure) : Choose(status, cluster, loaded.File);
        }
    }

    private static (StatusView? Status, Failure? Failure) Choose(StatusView status, string cluster, string? file)
    {
        StatusView chosen = status with { Clusters = [.. status.Clusters.Where(c => c.Cluster == cluster)] };
        return chosen.Clusters.IsEmpty
            ? (null, ClusterChoice.Unknown(cluster, status.Clusters.Select(c => c.Cluster), status.Source == "monitor" ? "the monitor" : file ?? "the configuration"))
            : (chosen, null);
    }

    private static int Print(CommandContext context, StatusView status, bool wide)
    {
        if (context.Invocation.Json)
        {
            PrettyAnswer.Write(context.Out, status);
        }
        else
        {
            context.Out.Write(StatusRenderer.Render(status, context.Out, wide));
        }

        return StatusExit.Of([.. status.Clusters.Select(c => c.Verdict)], context.Invocation.Value(Flags.FailOn) ?? "warning");
    }

    private static async Task<(StatusView? Status, Failure? Failure)> AskEtcdAsync(LoadedConfiguration loaded, string? cluster, TimeProvider time)
    {
        MonitorOptions options = loaded.Options.Monitor;
        ClusterOptions[] asked = [.. options.Clusters.Where(c => cluster is null || c.Name == cluster)];
        if (asked.Length == 0)
        {
            return (null, ClusterChoice.Unknown(cluster!, options.Clusters.Select(c => c.Name), loaded.File ?? "the configuration"));
        }

        ClusterSnapshot[] snapshots = await Task.WhenAll(asked.Select(c => DirectCheck.RunAsync(c, options.Probes, options.Thresholds, rounds: 2, CancellationToken.None)));
        DateTimeOffset now = time.GetUtcNow();
        return (new StatusView(now, "etcd", [.. snapshots.Select(s => ClusterStatusView.From(s, now))]), null);
    }
}
