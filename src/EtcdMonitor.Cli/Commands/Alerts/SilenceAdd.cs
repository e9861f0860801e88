using System.Globalization;
using Etcd.Patterns;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Alerts;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands.Alerts;

/// <summary><c>silence add</c>: shows what it would mute, asks, and makes it.</summary>
internal static class SilenceAdd
{
    private const string All = "All:  etcd-monitor silence --help";

    /// <summary>Labels that tell nothing about which cluster is meant.</summary>
    private static readonly string[] OfAnyCluster = ["rule", "severity", "member"];

    /// <summary>Does it; returns the exit code.</summary>
    public static async Task<int> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        (SilenceRequest? typed, Failure? failure) = Read(context, words);
        if (typed is null)
        {
            return context.Fail(failure!);
        }

        (string? monitor, int exit) = MonitorClient.Find(context);
        if (monitor is null)
        {
            return exit;
        }

        (SilenceRequest? request, failure) = await WithClusterAsync(context, monitor, typed);
        if (request is null)
        {
            return context.Fail(failure!);
        }

        string query = string.Join('&', request.Matchers!.Select(m => $"matcher={Uri.EscapeDataString(m)}"));
        (SilencePreviewView? preview, failure) = await MonitorCall.GetAsync(monitor, $"/api/v1/silences/preview?{query}", MonitorJson.Default.SilencePreviewView, context.Time);
        return preview is null ? context.Fail(failure!) : await MakeAsync(context, monitor, request, preview);
    }

    private static async Task<int> MakeAsync(CommandContext context, string monitor, SilenceRequest request, SilencePreviewView preview)
    {
        bool dry = context.Invocation.Has(Flags.DryRun);
        if (context.Invocation.Json && dry)
        {
            PrettyAnswer.Write(context.Out, preview);
        }
        else if (!context.Invocation.Json)
        {
            context.Out.Write(SilenceRenderer.Preview(preview, context.Out));
        }

        if (dry)
        {
            return ExitCode.Ok;
        }

        switch (Person.Agrees(context, SilenceRenderer.Question(preview, request)))
        {
            case null:
                return context.Fail(Failure.Usage("nobody can be asked here, and nothing is silenced", "Give --yes, or --dry-run to only look"));
            case false:
                return context.Fail(Failure.Failed("nothing is silenced"));
        }

        (SilenceView? made, Failure? failure) = await MonitorCall.PostAsync(
            monitor, "/api/v1/silences", request, MonitorJson.Default.SilenceRequest, MonitorJson.Default.SilenceView, context.Time);
        if (made is null)
        {
            return context.Fail(failure!);
        }

        if (context.Invocation.Json)
        {
            PrettyAnswer.Write(context.Out, made);
        }
        else
        {
            context.Out.Write(SilenceRenderer.Made(made, preview.At));
        }

        return ExitCode.Ok;
    }

    /// <summary>What is wanted, as far as flags and words tell.</summary>
    private static (SilenceRequest? Request, Failure? Failure) Read(CommandContext context, IReadOnlyList<string> words)
    {
        foreach (string word in words)
        {
            if (!Matcher.TryParse(word, out _, out string? error))
            {
                return (null, Failure.Usage(error!));
            }
        }

        Invocation typed = context.Invocation;
        string? length = typed.Value(Flags.For), end = typed.Value(Flags.Until), start = typed.Value(Flags.Start);
        if (words.Count == 0)
        {
            return (null, Failure.Usage("silence add needs a matcher", "Write it as  etcd-monitor silence add cluster=NAME member=NAME --for=2h --comment=TEXT"));
        }

        if (string.IsNullOrWhiteSpace(typed.Value(Flags.Comment)))
        {
            return (null, Failure.Usage("silence add needs --comment: whoever finds the alert silent asks why", All));
        }

        if (length is null == (end is null))
        {
            return (null, Failure.Usage("silence add needs one of --for and --until", All));
        }

        TimeSpan? lasts = length is null ? null : GoDuration.Parse(length, days: true);
        if (length is not null && lasts is not { Ticks: > 0 })
        {
            return (null, Failure.Usage($"--for \"{length}\" is no duration above 0", "Write 2h, 90m or 7d"));
        }

        foreach ((string? text, string flag) in new[] { (end, "--until"), (start, "--start") })
        {
            if (text is not null && Instant(text) is null)
            {
                return (null, Failure.Usage($"{flag} \"{text}\" is no time", "Write 2026-11-21T04:55:00Z or 2026-11-21T04:55:00+01:00"));
            }
        }

        (string? author, Failure? failure) = Person.Of(context);
        return author is null
            ? (null, failure)
            : (new SilenceRequest([.. words], Instant(start), Instant(end), lasts?.TotalSeconds, author, typed.Value(Flags.Comment)), null);
    }

    /// <summary>Nobody silences a fleet by forgetting to say which cluster: <c>cluster=~.+</c> says so on purpose.</summary>
    private static async Task<(SilenceRequest? Request, Failure? Failure)> WithClusterAsync(CommandContext context, string monitor, SilenceRequest request)
    {
        string? cluster = context.Invocation.Value(Flags.Cluster) ?? context.Environment.GetValueOrDefault("ETCD_MONITOR_CLUSTER");
        bool named = request.Matchers!.Any(text => Matcher.TryParse(text, out Matcher? matcher, out _) && !OfAnyCluster.Contains(matcher!.Label, StringComparer.Ordinal));
        if (cluster is null && named)
        {
            return (request, null);
        }

        (StatusView? status, Failure? failure) = await MonitorClient.AskAsync(monitor, context.Time);
        if (status is null)
        {
            return (null, failure);
        }

        (string? chosen, failure) = ClusterChoice.Of(cluster, [.. status.Clusters.Select(c => c.Cluster)], "the monitor");
        return chosen is null
            ? (null, cluster is null ? failure! with { Hint = failure.Hint + ", or the matcher cluster=~.+ for all" } : failure)
            : (request with { Matchers = [new Matcher("cluster", MatchOperator.Equal, chosen).ToString(), .. request.Matchers!] }, null);
    }

    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;
}
