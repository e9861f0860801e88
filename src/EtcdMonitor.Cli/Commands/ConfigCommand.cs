using System.Text.Json.Nodes;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Configuration.Printing;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Commands;

/// <summary>What is wrong with the configuration, and what it comes to. Starts nothing, asks nobody.</summary>
internal static class ConfigCommand
{
    private const string All = "All:  etcd-monitor config --help";
    private static readonly string[] Actions = ["check", "print"];

    /// <summary>Checks or prints.</summary>
    public static Task<int> RunAsync(CommandContext context)
    {
        if (Mistake(context.Invocation) is { } mistake)
        {
            return Task.FromResult(context.Fail(mistake));
        }

        LoadedConfiguration loaded = ConfigurationLoader.Load(Sources.Of(context));
        return Task.FromResult(context.Invocation.Arguments[0] == "check" ? ConfigCheck.Write(context, loaded) : Print(context, loaded));
    }

    private static Failure? Mistake(Invocation invocation)
    {
        if (invocation.Arguments.Count == 0)
        {
            return Failure.Usage("config needs check or print", "Write:  etcd-monitor config check");
        }

        string action = invocation.Arguments[0];
        if (!Actions.Contains(action, StringComparer.Ordinal))
        {
            string? near = Suggestion.Nearest(action, Actions);
            return Failure.Usage($"config does not know {action}", near is null ? All : $"Did you mean {near}? {All}");
        }

        if (invocation.Arguments.Count > 1)
        {
            return Failure.Usage($"config {action} takes no argument, \"{invocation.Arguments[1]}\" is one too many", All);
        }

        FlagSpec? stray = action == "check" ? new[] { Flags.Effective, Flags.Origins }.FirstOrDefault(invocation.Has) : null;
        return stray is null ? null : Failure.Usage($"config check has no use for {stray.Name}", "Did you mean config print? " + All);
    }

    private static int Print(CommandContext context, LoadedConfiguration loaded)
    {
        if (!loaded.IsValid)
        {
            return ProblemWriter.Write(context, loaded);
        }

        ProblemWriter.Warn(context.Error, loaded);
        PrintedSettings settings = SettingsPrinter.Print(loaded, context.Invocation.Has(Flags.Effective));
        bool origins = context.Invocation.Has(Flags.Origins);
        if (context.Invocation.Json)
        {
            WriteJson(context.Out, settings, loaded.File, origins);
        }
        else if (settings.Tree.Count == 0)
        {
            context.Out.Write("# Nothing is set. The defaults:  etcd-monitor config print --effective");
        }
        else
        {
            context.Out.Write(YamlLines.Of(settings, origins));
        }

        return ExitCode.Ok;
    }

    private static void WriteJson(Terminal output, PrintedSettings settings, string? file, bool origins) => JsonAnswer.Write(output, writer =>
    {
        writer.WriteString("schema", "etcd-monitor.config/1");
        writer.WriteString("file", file);
        writer.WritePropertyName("settings");
        settings.Tree.WriteTo(writer);
        if (origins)
        {
            writer.WritePropertyName("origins");
            new JsonObject(settings.Origins.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)o.Value))).WriteTo(writer);
        }
    });
}
