using Etcd.Testing;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Demo;
using EtcdMonitor.Cli.Output;
using EtcdMonitor.Server;

namespace EtcdMonitor.Cli.Commands;

/// <summary>A local cluster to break: starts it, or tells the running one what to do.</summary>
internal static class DemoCommand
{
    private static readonly string[] WithMember = ["kill", "freeze", "thaw"];
    private static readonly string[] Alone = ["fill", "heal", "stop"];

    /// <summary>Runs the demo or an action of it.</summary>
    public static Task<int> RunAsync(CommandContext context) =>
        context.Invocation.Arguments.Count == 0 ? StartAsync(context) : ActAsync(context, context.Invocation.Arguments);

    private static async Task<int> StartAsync(CommandContext context)
    {
        // the demo brings its own cluster: no file is read, of the environment only what concerns port and log
        Dictionary<string, string> environment = context.Environment.Where(e => e.Key.StartsWith("ETCD_MONITOR_API_", StringComparison.Ordinal) || e.Key.StartsWith("ETCD_MONITOR_LOG_", StringComparison.Ordinal))
            .ToDictionary(StringComparer.Ordinal);
        LoadedConfiguration loaded = ConfigurationLoader.Load(new ConfigurationSources { Flags = context.Invocation.Flags, Environment = environment, UsualFiles = [] });
        if (!loaded.IsValid)
        {
            return ProblemWriter.Write(context, loaded);
        }

        if (EtcdBinary.Find() is null)
        {
            return context.Fail(Failure.Failed("there is no etcd on this machine", "Install it:  make deps  or  apt-get install etcd-server"));
        }

        if (!loaded.Report.Origins.ContainsKey("api.host"))
        {
            loaded.Options.Api.Host = "127.0.0.1"; // a demo is nobody else's business
        }

        try
        {
            DemoFolder.Ensure(context.Environment);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return context.Fail(Failure.Failed(e.Message.TrimEnd('.')));
        }

        return await new DemoRun(context, loaded.Options).RunAsync(DemoFolder.SocketPath(context.Environment));
    }

    private static async Task<int> ActAsync(CommandContext context, IReadOnlyList<string> words)
    {
        if (Mistake(words) is { } mistake)
        {
            return context.Fail(mistake);
        }

        DemoReply? last = await DemoClient.AskAsync(DemoFolder.SocketPath(context.Environment), new DemoRequest(words[0], words.ElementAtOrDefault(1)), text => context.Out.Write(Wrap.Sentence(context.Out, new Line(), text)));
        return last switch
        {
            null => context.Fail(Failure.Unreachable("no demo runs", "Start one:  etcd-monitor demo")),
            { Exit: ExitCode.Ok } => ExitCode.Ok,
            _ => context.Fail(new Failure(last.Exit ?? ExitCode.Failed, last.Exit == ExitCode.Usage ? "usage" : "failed", last.Text, last.Hint)),
        };
    }

    private static Failure? Mistake(IReadOnlyList<string> words)
    {
        const string All = "All:  etcd-monitor demo --help";
        string action = words[0];
        bool withMember = WithMember.Contains(action, StringComparer.Ordinal);
        if (!withMember && !Alone.Contains(action, StringComparer.Ordinal))
        {
            string? near = Suggestion.Nearest(action, WithMember.Concat(Alone));
            return Failure.Usage($"demo does not know {action}", near is null ? All : $"Did you mean {near}? {All}");
        }

        if (withMember && words.Count < 2)
        {
            return Failure.Usage($"demo {action} needs a member", $"Write:  etcd-monitor demo {action} leader");
        }

        int most = withMember ? 2 : 1;
        return words.Count > most ? Failure.Usage($"demo {action} takes no \"{words[most]}\"", All) : null;
    }
}
