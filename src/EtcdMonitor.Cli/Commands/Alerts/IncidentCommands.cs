using System.Text;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Alerts;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands.Alerts;

/// <summary>One incident: to see, to take, to keep.</summary>
internal static class IncidentCommands
{
    /// <summary>All that is known of it, for a terminal.</summary>
    public static Task<int> ShowAsync(CommandContext context, string id) => ReportAsync(context, id, report => context.Out.Write(IncidentRenderer.Show(report, context.Out)));

    /// <summary>The same as a document: Markdown, or with <c>-o json</c> an object.</summary>
    public static async Task<int> ExportAsync(CommandContext context, string id)
    {
        if (context.Invocation.Json)
        {
            return await ReportAsync(context, id, _ => { });
        }

        (string? monitor, int exit) = MonitorClient.Find(context);
        if (monitor is null)
        {
            return exit;
        }

        (string? document, Failure? failure) = await MonitorCall.SendAsync(
            monitor, HttpMethod.Get, $"{Path(id)}?format=markdown", body: null, MonitorCall.Usual, context.Time, async (answer, token) =>
            {
                using StreamReader reader = new(answer, Encoding.UTF8);
                return (string?)await reader.ReadToEndAsync(token);
            });
        if (document is null)
        {
            return context.Fail(failure!);
        }

        await context.Out.Writer.WriteAsync(document);
        await context.Out.Writer.FlushAsync();
        return ExitCode.Ok;
    }

    /// <summary>Takes incidents: they are not escalated any more.</summary>
    public static async Task<int> AcknowledgeAsync(CommandContext context, string[] ids)
    {
        (string? author, Failure? failure) = Person.Of(context);
        if (author is null)
        {
            return context.Fail(failure!);
        }

        (string? monitor, int exit) = MonitorClient.Find(context);
        if (monitor is null)
        {
            return exit;
        }

        foreach (string id in ids)
        {
            (AcknowledgementView? taken, failure) = await MonitorCall.PostAsync(
                monitor, $"{Path(id)}/acknowledge", new AuthorRequest(author, context.Invocation.Value(Flags.Comment)), MonitorJson.Default.AuthorRequest, MonitorJson.Default.AcknowledgementView, context.Time);
            if (taken is null)
            {
                return context.Fail(failure! with { Message = $"{id}: {failure.Message}" });
            }

            if (context.Invocation.Json)
            {
                PrettyAnswer.Write(context.Out, taken);
            }
            else
            {
                context.Out.Write($"{Foreign.Clean(taken.Author)} has {Foreign.Clean(id.ToUpperInvariant())} since {Figures.Instant(taken.At, context.Time.GetUtcNow())}. It is not escalated any more.");
            }
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ReportAsync(CommandContext context, string id, Action<IncidentReportView> print)
    {
        (string? monitor, int exit) = MonitorClient.Find(context);
        if (monitor is null)
        {
            return exit;
        }

        (IncidentReportView? report, Failure? failure) = await MonitorCall.GetAsync(monitor, Path(id), MonitorJson.Default.IncidentReportView, context.Time);
        if (report is null)
        {
            return context.Fail(failure!);
        }

        if (context.Invocation.Json)
        {
            PrettyAnswer.Write(context.Out, report);
        }
        else
        {
            print(report);
        }

        return ExitCode.Ok;
    }

    private static string Path(string id) => $"/api/v1/incidents/{Uri.EscapeDataString(id)}";
}
