using EtcdMonitor.Channels;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Commands.Alerts;

/// <summary><c>alerts test</c>: whether the channels work.</summary>
internal static class AlertsTest
{
    /// <summary>Sends a test to each channel; returns 1 when one did not take it.</summary>
    public static async Task<int> RunAsync(CommandContext context, IReadOnlyList<string> named)
    {
        LoadedConfiguration loaded = ConfigurationLoader.Load(Sources.Of(context));
        if (!loaded.IsValid)
        {
            return ProblemWriter.Write(context, loaded);
        }

        ChannelOptions channels = loaded.Options.Monitor.Channels;
        if (Mistake(channels, named) is { } mistake)
        {
            return context.Fail(mistake);
        }

        string[] chosen = [.. named.Count > 0 ? named.Distinct(StringComparer.Ordinal) : channels.On];
        using StopSignals stop = new();
        using StringWriter console = new();

        // all at once: one that does not answer keeps nobody waiting for the others
        ChannelTestResult[] results = await Task.WhenAll(chosen.Select(name => ChannelTest.RunAsync(channels, name, console, stop.Requested, context.Time))).ConfigureAwait(false);
        Write(context, results, console.ToString());
        return Array.TrueForAll(results, r => r.Error is null) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static Failure? Mistake(ChannelOptions channels, IReadOnlyList<string> named)
    {
        foreach (string name in named)
        {
            if (channels.All.FirstOrDefault(c => c.Name == name).Options is not { } options)
            {
                string? near = Suggestion.Nearest(name, channels.All.Select(c => c.Name));
                return Failure.Usage($"no channel is called {name}", near is null ? "Known: " + string.Join(", ", channels.All.Select(c => c.Name)) : $"Did you mean {near}?");
            }

            if (options.Problems().FirstOrDefault() is { Key: not null } problem)
            {
                return Failure.Usage($"alerts.{name}.{problem.Key} {problem.Problem}", "Nothing was sent");
            }
        }

        return named.Count > 0 || channels.On.Any() ? null : Failure.Usage("no channel is on", "Give one in the configuration:  etcd-monitor config print --effective");
    }

    private static void Write(CommandContext context, ChannelTestResult[] results, string console)
    {
        if (context.Invocation.Json)
        {
            JsonAnswer.Write(context.Out, writer =>
            {
                writer.WriteString("schema", "etcd-monitor.alerts-test/1");
                writer.WriteStartArray("channels");
                foreach (ChannelTestResult result in results)
                {
                    writer.WriteStartObject();
                    writer.WriteString("channel", result.Channel);
                    writer.WriteBoolean("took_it", result.Error is null);
                    writer.WriteString("error", result.Error);
                    writer.WriteNumber("took_ms", Math.Round(result.Took.TotalMilliseconds, 1));
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return;
        }

        if (console.Length > 0)
        {
            context.Out.Write(console.TrimEnd('\n'));
        }

        int width = results.Max(r => r.Channel.Length);
        foreach (ChannelTestResult result in results)
        {
            Span glyph = Glyphs.Of(result.Error is null ? Rules.Severity.Healthy : Rules.Severity.Critical, context.Out.Ascii);
            Line line = new Line().Add(glyph.Text, glyph.Style).Add("  ").Add(result.Channel.PadRight(width)).Add("  ");
            context.Out.Write(result.Error is { } error
                ? line.Add($"did not take it: {Foreign.Clean(error)}")
                : line.Add($"took the test and its end in {Figures.Took(result.Took)}"));
        }
    }
}
