using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EtcdMonitor.Server.Views;

namespace EtcdMonitor.Server.Bundles;

/// <summary>How the files of a bundle are written: as the API writes, with an indent.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, Converters = [typeof(UtcConverter)])]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(BundleEnvironment))]
internal sealed partial class BundleJson : JsonSerializerContext
{
    /// <summary>UTF-8 of one of them.</summary>
    internal static byte[] Pretty<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)PrettyJson.For(Default).GetTypeInfo(typeof(T)));
}
