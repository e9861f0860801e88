using System.Runtime.InteropServices;
using EtcdMonitor.Cli.Output;
using Taskmaster.Files;
using Taskmaster.Output;

namespace Taskmaster.Commands;

/// <summary>What this program is.</summary>
internal static class VersionCommand
{
    /// <summary>Prints it.</summary>
    public static Task<int> RunAsync(CommandContext context)
    {
        BuildInfo build = BuildInfo.Current;
        if (context.Json)
        {
            return Task.FromResult(Answers.Write(context.Out, new VersionAnswer(build.Version, build.Commit, RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier), PlanJson.Instance.VersionAnswer));
        }

        context.Out.Write(build.ToString());
        return Task.FromResult(ExitCode.Ok);
    }
}
