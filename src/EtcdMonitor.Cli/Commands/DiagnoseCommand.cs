using EtcdMonitor.Bundles;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Diagnosis;
using EtcdMonitor.Cli.Output.Status;
using EtcdMonitor.Clusters;
using EtcdMonitor.Server.Bundles;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Every check with what it came to: by the running monitor, or by rounds of our own; and the bundle to send.</summary>
internal static class DiagnoseCommand
{
    /// <summary>Confirmation takes up to three rounds, and rates take two metrics pages, the second of which comes with the fourth or fifth.</summary>
    private const int Rounds = 5;

    /// <summary>Prints it; the exit code is the verdict.</summary>
    public static Task<int> RunAsync(CommandContext context) => context.Invocation.Arguments switch
    {
        [] => DiagnoseAsync(context),
        ["replay", ..] => ReplayCommand.RunAsync(context),
        [var word, ..] => Task.FromResult(context.Fail(Failure.Usage($"diagnose does not know {word}", "Did you mean diagnose replay BUNDLE? All:  etcd-monitor diagnose --help"))),
    };

    private static async Task<int> DiagnoseAsync(CommandContext context)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(Sources.Of(context) with { Cluster = null });
        if (!loaded.IsValid)
        {
            return ProblemWriter.Write(context, loaded);
        }

        ProblemWriter.Warn(context.Error, loaded);
        (Diagnosed? diagnosed, Failure? failure) = await AskAsync(context, loaded);
        if (diagnosed is null)
        {
            return context.Fail(failure!);
        }

        DiagnosisView view = diagnosed.View;
        if (context.Invocation.Value(Flags.Bundle) is { } wanted)
        {
            (WrittenBundleView? written, failure) = await BundleFile.WriteAsync(diagnosed.Bundle!, wanted, loaded);
            if (written is null)
            {
                return context.Fail(failure!);
            }

            view = view with { Bundle = written };
        }

        Print(context, view);
        return StatusExit.Of([view.Verdict], context.Invocation.Value(Flags.FailOn) ?? "warning");
    }

    private static void Print(CommandContext context, DiagnosisView view)
    {
        if (context.Invocation.Json)
        {
            PrettyAnswer.Write(context.Out, view);
            return;
        }

        context.Out.Write(DiagnosisRenderer.Render(view, context.Time.GetUtcNow(), context.Out, context.Invocation.Value(Flags.Output) == "wide"));
        if (view.Bundle is { } bundle)
        {
            context.Out.Write($"Bundle {Foreign.Clean(bundle.File)}, {Figures.Bytes(bundle.Bytes)}, without keys, values and secrets");
        }
    }

    private static async Task<(Diagnosed? Diagnosed, Failure? Failure)> AskAsync(CommandContext context, LoadedConfiguration loaded)
    {
        string? asked = context.Invocation.Value(Flags.Cluster) ?? context.Environment.GetValueOrDefault("ETCD_MONITOR_CLUSTER");
        bool askEtcd = context.Invocation.Flags.ContainsKey("--endpoints") || context.Invocation.Has(Flags.Kubeadm);
        bool bundle = context.Invocation.Has(Flags.Bundle);
        if (!askEtcd)
        {
            string monitor = MonitorClient.Url(context, loaded);
            (StatusView? status, Failure? failure) = await MonitorClient.AskAsync(monitor, context.Time);
            if (status is not null)
            {
                (string? name, failure) = ClusterChoice.Of(asked, [.. status.Clusters.Select(c => c.Cluster)], "the monitor");
                return name is null ? (null, failure) : await FromMonitorAsync(monitor, name, bundle, context.Time);
            }

            if (!MonitorClient.EndpointsKnown(loaded) || context.Invocation.Value(Flags.Monitor) is not null)
            {
                return (null, failure);
            }
        }

        MonitorOptions options = loaded.Options.Monitor;
        (string? cluster, Failure? wrong) = ClusterChoice.Of(asked, [.. options.Clusters.Select(c => c.Name)], loaded.File ?? "the configuration");
        return cluster is null ? (null, wrong) : (await FromEtcdAsync(options.Clusters.Single(c => c.Name == cluster), options, context.Time), null);
    }

    private static async Task<(Diagnosed? Diagnosed, Failure? Failure)> FromMonitorAsync(string monitor, string cluster, bool bundle, TimeProvider time)
    {
        (DiagnosisView? view, Failure? failure) = await MonitorClient.DiagnosisAsync(monitor, cluster, time);
        if (view is null || !bundle)
        {
            return (view is null ? null : new(view, null), failure);
        }

        (Bundle? made, failure) = await MonitorClient.BundleAsync(monitor, cluster, time);
        return made is null ? (null, failure) : (new(view, made), null);
    }

    private static async Task<Diagnosed> FromEtcdAsync(ClusterOptions cluster, MonitorOptions options, TimeProvider time)
    {
        long started = time.GetTimestamp();
        (ClusterSnapshot snapshot, Recording recording) = await DirectCheck.RecordAsync(cluster, options.Probes, options.Thresholds, Rounds, CancellationToken.None);
        DiagnosisView view = DiagnosisView.From(snapshot, "etcd", BuildInfo.Current.Version, time.GetElapsedTime(started), Rounds);
        return new(view, new BundleParts(snapshot, recording, options.Thresholds, "etcd", BuildInfo.Current.Version, time.GetUtcNow()).ToBundle());
    }

    private sealed record Diagnosed(DiagnosisView View, Bundle? Bundle);
}
