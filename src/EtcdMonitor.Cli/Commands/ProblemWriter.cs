using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Commands;

/// <summary>Prints what is wrong with the configuration, all of it.</summary>
internal static class ProblemWriter
{
    /// <summary>Prints and returns the exit code.</summary>
    public static int Write(CommandContext context, LoadedConfiguration loaded)
    {
        Warn(context.Error, loaded);
        Problem[] inFile = [.. loaded.Report.Problems.Where(p => p.Place is not null).OrderBy(p => p.Origin.Line).ThenBy(p => p.Origin.Column)];
        Problem[] others = [.. loaded.Report.Problems.Where(p => p.Place is null)];
        if (context.Invocation.Json)
        {
            return context.Fail(Failure.Usage(string.Join("; ", inFile.Select(p => $"{p.Place} {p.InFile}").Concat(others.Select(p => p.OnCommandLine)))));
        }

        int width = inFile.Select(p => p.Place!.Length).DefaultIfEmpty(0).Max();
        foreach (Problem problem in inFile)
        {
            context.Error.Write($"{problem.Place!.PadRight(width)}  {Foreign.Clean(problem.InFile)}");
        }

        if (inFile.Length > 0)
        {
            context.Error.Write($"{Figures.Plural(inFile.Length, "error")} in {loaded.File}. Nothing was started.");
        }

        foreach (Problem problem in others)
        {
            context.Fail(Failure.Usage(problem.OnCommandLine));
        }

        return ExitCode.Usage;
    }

    /// <summary>Prints what is only odd.</summary>
    public static void Warn(Terminal error, LoadedConfiguration loaded)
    {
        foreach (string warning in loaded.Report.Warnings)
        {
            error.Write(new Line().Add("warning: ", Style.Warning).Add(Foreign.Clean(warning)));
        }
    }
}
