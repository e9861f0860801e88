using System.Text.Encodings.Web;
using System.Text.Json;

namespace EtcdMonitor.Cli.Output;

/// <summary>Prints a failure: one line for people, an object for programs.</summary>
internal static class FailureWriter
{
    /// <summary>Writes it to standard error and returns its exit code.</summary>
    public static int Write(Terminal error, Failure failure, bool json)
    {
        if (!json)
        {
            error.Write($"{ProgramName.Name}: {Foreign.Clean(failure.ToString())}");
            return failure.Exit;
        }

        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteString("code", failure.Code);
            writer.WriteString("message", failure.Message);
            writer.WriteString("hint", failure.Hint);
            writer.WriteNumber("exit", failure.Exit);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        error.Writer.Write(System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n");
        error.Writer.Flush();
        return failure.Exit;
    }
}
