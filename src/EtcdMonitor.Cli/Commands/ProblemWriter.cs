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
        (Problem[] inFile, Problem[] others) = Parts(loaded);
        if (context.Invocation.Json)
        {
            return context.Fail(Failure.Usage(string.Join("; ", inFile.Select(p => $"{p.Place} {p.InFile}").Concat(others.Select(p => p.OnCommandLine)))));
        }

        context.Error.Write(InFile(loaded));
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

    /// <summary>Those of the file in its order, then the others.</summary>
    public static (Problem[] InFile, Problem[] Others) Parts(LoadedConfiguration loaded) =>
    (
        [.. loaded.Report.Problems.Where(p => p.Place is not null).OrderBy(p => p.Origin.Line).ThenBy(p => p.Origin.Column)],
        [.. loaded.Report.Problems.Where(p => p.Place is null)]
    );

    /// <summary>A line for each problem of the file: place, key, reason, what to do.</summary>
    public static IEnumerable<Line> InFile(LoadedConfiguration loaded)
    {
        Problem[] problems = Parts(loaded).InFile;
        int width = problems.Select(p => p.Place!.Length).DefaultIfEmpty(0).Max();
        return problems.Select(p => new Line().Add($"{p.Place!.PadRight(width)}  {Foreign.Clean(p.InFile)}"));
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
