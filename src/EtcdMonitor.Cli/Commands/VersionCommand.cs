using System.Runtime.InteropServices;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Commands;

/// <summary>What this program is.</summary>
internal static class VersionCommand
{
    /// <summary>Prints it.</summary>
    public static Task<int> RunAsync(CommandContext context)
    {
        BuildInfo build = BuildInfo.Current;
        if (context.Invocation.Json)
        {
            JsonAnswer.Write(context.Out, writer =>
            {
                writer.WriteString("schema", "etcd-monitor.version/1");
                writer.WriteString("version", build.Version);
                writer.WriteString("commit", build.Commit);
                writer.WriteString("runtime", RuntimeInformation.FrameworkDescription);
                writer.WriteString("platform", RuntimeInformation.RuntimeIdentifier);
            });
        }
        else
        {
            context.Out.Write(build.ToString());
        }

        return Task.FromResult(ExitCode.Ok);
    }
}
