using System.Globalization;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Cli.Output.Alerts;
using EtcdMonitor.Server;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Commands.Alerts;

/// <summary>Mutes alerts for a time, by the running monitor.</summary>
internal static class SilenceCommand
{
    private const string All = "All:  etcd-monitor silence --help";

    private static readonly string[] Actions = ["add", "list", "expire"];

    /// <summary>Does it; returns the exit code.</summary>
    public static Task<int> RunAsync(CommandContext context) => context.Invocation.Arguments.ToArray() switch
    {
        ["add", .. var matchers] => SilenceAdd.RunAsync(context, matchers),
        ["list"] => ListAsync(context),
        ["list", var word, ..] => Fail(context, $"silence list takes no argument, \"{word}\" is one too many", All),
        ["expire", .. { Length: > 0 } ids] => ExpireAsync(context, ids),
        ["expire"] => Fail(context, "silence expire needs the silence's id", "Which there are:  etcd-monitor silence list"),
        [] => Fail(context, "silence needs add, list or expire", All),
        [var word, ..] => Fail(context, $"silence does not know {word}", Suggestion.Nearest(word, Actions) is { } near ? $"Did you mean {near}? {All}" : All),
    };

    private static async Task<int> ListAsync(CommandContext context)
    {
        (string? monitor, int exit) = MonitorClient.Find(context);
        if (monitor is null)
        {
            return exit;
        }

        (SilencesView? silences, Failure? failure) = await MonitorCall.GetAsync(monitor, "/api/v1/silences?limit=1000", MonitorJson.Default.SilencesView, context.Time);
        if (silences is null)
        {
            return context.Fail(failure!);
        }

        if (context.Invocation.Json)
        {
            PrettyAnswer.Write(context.Out, silences);
        }
        else
        {
            context.Out.Write(SilenceRenderer.List(silences, context.Out, context.Invocation.Value(Flags.Output) == "wide"));
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ExpireAsync(CommandContext context, string[] ids)
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
            (SilenceView? ended, failure) = await MonitorCall.PostAsync(
                monitor, $"/api/v1/silences/{Uri.EscapeDataString(id)}/expire", new AuthorRequest(author), MonitorJson.Default.AuthorRequest, MonitorJson.Default.SilenceView, context.Time);
            if (ended is null)
            {
                return context.Fail(failure! with { Message = $"{id}: {failure.Message}" });
            }

            if (context.Invocation.Json)
            {
                PrettyAnswer.Write(context.Out, ended);
            }
            else
            {
                context.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{ended.Id} ended at {Figures.Instant(ended.EndsAt, context.Time.GetUtcNow())}. What it muted and still fires is told now."));
            }
        }

        return ExitCode.Ok;
    }

    private static Task<int> Fail(CommandContext context, string message, string hint) => Task.FromResult(context.Fail(Failure.Usage(message, hint)));
}
