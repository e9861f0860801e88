using System.Text.Encodings.Web;
using System.Text.Json;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Cli.Output.Status;

/// <summary>The same as an object.</summary>
internal static class StatusJson
{
    private static readonly JsonSerializerOptions Indented = new(MonitorJson.Default.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Two spaces of indent.</summary>
    public static void Write(StatusView status, Terminal output)
    {
        output.Writer.Write(JsonSerializer.Serialize(status, Indented) + "\n");
        output.Writer.Flush();
    }
}
