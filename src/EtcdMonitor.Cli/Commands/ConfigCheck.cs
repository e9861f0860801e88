using System.Text.Json;
using EtcdMonitor.Cli.Configuration;
using EtcdMonitor.Cli.Output;

namespace EtcdMonitor.Cli.Commands;

/// <summary>The answer of <c>config check</c>: here the problems are what was asked for, so they go to standard output.</summary>
internal static class ConfigCheck
{
    /// <summary>So many names are told, more are only counted.</summary>
    private const int MostNames = 5;

    /// <summary>Prints it and returns the exit code.</summary>
    public static int Write(CommandContext context, LoadedConfiguration loaded)
    {
        if (context.Invocation.Json)
        {
            JsonAnswer.Write(context.Out, writer => Fields(writer, loaded));
        }
        else
        {
            ProblemWriter.Warn(context.Error, loaded);
            context.Out.Write(ProblemWriter.InFile(loaded));
            foreach (Problem problem in ProblemWriter.Parts(loaded).Others)
            {
                context.Out.Write(Foreign.Clean(problem.OnCommandLine));
            }

            context.Out.Write(Foreign.Clean(loaded.IsValid ? Right(loaded) : Wrong(loaded)));
        }

        return loaded.IsValid ? ExitCode.Ok : ExitCode.Usage;
    }

    private static string Wrong(LoadedConfiguration loaded)
    {
        (Problem[] inFile, Problem[] others) = ProblemWriter.Parts(loaded);
        string where = inFile.Length == 0 ? "flags and environment" : others.Length == 0 ? loaded.File! : $"{loaded.File}, flags and environment";
        return $"{Figures.Plural(inFile.Length + others.Length, "error")} in {where}. Nothing was started.";
    }

    private static string Right(LoadedConfiguration loaded)
    {
        string[] names = [.. loaded.Options.Monitor.Clusters.Select(c => c.Name)];
        string clusters = Figures.Plural(names.Length, "cluster") + (names.Length > MostNames ? "" : $" ({string.Join(", ", names)})");
        string warnings = loaded.Report.Warnings.Count == 0 ? "no warnings" : Figures.Plural(loaded.Report.Warnings.Count, "warning");
        return $"No errors in {loaded.File ?? "flags and environment, there is no file"}: {clusters}, {warnings}.";
    }

    private static void Fields(Utf8JsonWriter writer, LoadedConfiguration loaded)
    {
        writer.WriteString("schema", "etcd-monitor.config-check/1");
        writer.WriteBoolean("valid", loaded.IsValid);
        writer.WriteString("file", loaded.File);
        writer.WriteStartArray("clusters");
        foreach (string name in loaded.Options.Monitor.Clusters.Select(c => c.Name))
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("problems");
        (Problem[] inFile, Problem[] others) = ProblemWriter.Parts(loaded);
        foreach (Problem problem in inFile.Concat(others))
        {
            Write(writer, problem);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("warnings");
        loaded.Report.Warnings.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Problem problem)
    {
        bool inFile = problem.Place is not null;
        writer.WriteStartObject();
        writer.WriteString("file", inFile ? problem.Origin.Name : null);
        Number(writer, "line", inFile ? problem.Origin.Line : null);
        Number(writer, "column", inFile ? problem.Origin.Column : null);
        writer.WriteString("key", problem.Key.Length == 0 ? null : problem.Key);
        writer.WriteString("message", inFile ? (problem.Act is null ? "" : problem.Act + ", ") + problem.What : problem.OnCommandLine);
        writer.WriteString("advice", problem.Advice);
        writer.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
