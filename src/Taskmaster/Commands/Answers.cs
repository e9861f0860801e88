using System.Text;
using System.Text.Json.Serialization.Metadata;
using EtcdMonitor.Cli.Output;
using Taskmaster.Files;

namespace Taskmaster.Commands;

/// <summary>Answers as JSON.</summary>
internal static class Answers
{
    /// <summary>Writes one object.</summary>
    public static int Write<T>(Terminal output, T value, JsonTypeInfo<T> type)
    {
        output.Writer.Write(Encoding.UTF8.GetString(PlanJson.Write(value, type)));
        output.Writer.Flush();
        return ExitCode.Ok;
    }
}
