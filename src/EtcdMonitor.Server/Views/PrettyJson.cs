using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EtcdMonitor.Server.Views;

/// <summary>Views for people: two spaces of indent, letters as they are.</summary>
public static class PrettyJson
{
    private static readonly JsonSerializerOptions Views = For(MonitorJson.Default);

    /// <summary>UTF-8 of a view of <see cref="MonitorJson"/>.</summary>
    public static byte[] Of<T>(T view) => JsonSerializer.SerializeToUtf8Bytes(view, (JsonTypeInfo<T>)Views.GetTypeInfo(typeof(T)));

    internal static JsonSerializerOptions For(JsonSerializerContext context) => new(context.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
