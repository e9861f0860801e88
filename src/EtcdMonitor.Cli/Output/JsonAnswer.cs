using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EtcdMonitor.Cli.Output;

/// <summary>Writes an answer as one object: UTF-8, two spaces of indent.</summary>
internal static class JsonAnswer
{
    /// <summary>Writes the fields that <paramref name="fields"/> adds.</summary>
    public static void Write(Terminal output, Action<Utf8JsonWriter> fields)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        output.Writer.Write(Encoding.UTF8.GetString(buffer.ToArray()) + "\n");
        output.Writer.Flush();
    }
}
