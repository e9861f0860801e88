using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EtcdMonitor.Cli.Output.Logs;

/// <summary>For collectors: one object a line, <c>ts</c>, <c>level</c>, <c>event</c>, then the values, then the sentence.</summary>
/// <param name="writer">Where to.</param>
internal sealed class JsonLogSink(TextWriter writer) : ILogSink
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public void Write(LogRecord record)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("ts", record.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", record.Word);
            json.WriteString("event", record.Event);
            foreach ((string name, object? value) in record.Fields)
            {
                WriteField(json, JsonNamingPolicy.SnakeCaseLower.ConvertName(name), value);
            }

            json.WriteString("message", record.Sentence);
            if (record.Error is not null)
            {
                json.WriteString("error", record.Error.ToString());
            }

            json.WriteEndObject();
        }

        string line = Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
        lock (_gate)
        {
            writer.Write(line);
            writer.Flush();
        }
    }

    private static void WriteField(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case int or long or short:
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            default:
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
