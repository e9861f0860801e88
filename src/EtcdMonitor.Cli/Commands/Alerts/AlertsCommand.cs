using System.Globalization;
using Etcd.Patterns;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Alerts;
using EtcdMonitor.Server;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands.Alerts;

/// <summary>Alerts from a terminal, by the running monitor; <c>test</c> by ourselves.</summary>
internal static class AlertsCommand
{
    private const string All = "All:  etcd-monitor alerts --help";

    private static readonly string[] Actions = ["list", "show", "history", "ack", "export", "test"];

    /// <summary>Does it; returns the exit code.</summary>
    public static Task<int> RunAsync(CommandContext context) => context.Invocation.Arguments.ToArray() switch
    {
        ["list"] => ListAsync(context),
        ["history"] => HistoryAsync(context),
        [("list" or "history") and var verb, var word, ..] => Fail(context, $"alerts {verb} takes no argument, \"{word}\" is one too many", All),
        ["show", var id] => IncidentCommands.ShowAsync(context, id),
        ["export", var id] => IncidentCommands.ExportAsync(context, id),
        ["ack", .. { Length: > 0 } ids] => IncidentCommands.AcknowledgeAsync(context, ids),
        [("show" or "export" or "ack") and var verb, ..] => Fail(context, $"alerts {verb} needs an incident's id", "Which there are:  etcd-monitor alerts list"),
        ["test", .. var channels] => AlertsTest.RunAsync(context, channels),
        [] => Fail(context, $"alerts needs one of {string.Join(", ", Actions)}", All),
        [var word, ..] => Fail(context, $"alerts does not know {word}", Suggestion.Nearest(word, Actions) is { } near ? $"Did you mean {near}? {All}" : All),
    };

    private static Task<int> ListAsync(CommandContext context) => PrintAsync(
        context, "/api/v1/incidents", MonitorJson.Default.IncidentsView, incidents => IncidentRenderer.List(incidents, context.Out, context.Invocation.Value(Flags.Output) == "wide"));

    private static Task<int> HistoryAsync(CommandContext context)
    {
        Invocation typed = context.Invocation;
        List<string> query = [];
        if (typed.Value(Flags.Since) is { } since)
        {
            if (GoDuration.Parse(since, days: true) is not { Ticks: > 0 } span)
            {
                return Fail(context, $"--since \"{since}\" is no duration above 0", "Write 24h, 90m or 7d");
            }

            query.Add($"since={context.Time.GetUtcNow() - span:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        }

        if (typed.Value(Flags.Limit) is { } limit)
        {
            if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < 1 or > 1000)
            {
                return Fail(context, $"--limit \"{limit}\" is no whole number from 1 to 1000", All);
            }

            query.Add($"limit={limit}");
        }

        foreach ((FlagSpec flag, string name) in new[] { (Flags.Rule, "rule"), (Flags.Member, "member"), (Flags.Severity, "severity") })
        {
            if (typed.Value(flag) is { } value)
            {
                query.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return PrintAsync(context, $"/api/v1/alerts/history?{string.Join('&', query)}", MonitorJson.Default.AlertHistoryView, history => HistoryRenderer.Render(history, context.Out));
    }

    private static async Task<int> PrintAsync<T>(CommandContext context, string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<T, IEnumerable<Line>> render)
        where T : class
    {
        (string? monitor, int exit) = MonitorClient.Find(context);
        if (monitor is null)
        {
            return exit;
        }

        string cluster = context.Invocation.Value(Flags.Cluster) ?? context.Environment.GetValueOrDefault("ETCD_MONITOR_CLUSTER") ?? "";
        string query = cluster.Length == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cluster={Uri.EscapeDataString(cluster)}";
        (T? answer, Failure? failure) = await MonitorCall.GetAsync(monitor, query, type, context.Time);
        if (answer is null)
        {
            return context.Fail(failure!);
        }

        if (context.Invocation.Json)
        {
            PrettyAnswer.Write(context.Out, answer);
        }
        else
        {
            context.Out.Write(render(answer));
        }

        return ExitCode.Ok;
    }

    private static Task<int> Fail(CommandContext context, string message, string hint) => Task.FromResult(context.Fail(Failure.Usage(message, hint)));
}
