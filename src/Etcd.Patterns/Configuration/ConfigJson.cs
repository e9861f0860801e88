using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Etcd.Patterns;

/// <summary>The documents that flags and snapshots are stored as: readable with etcdctl.</summary>
[JsonSerializable(typeof(FlagDocument))]
[JsonSerializable(typeof(SnapshotHead))]
[JsonSerializable(typeof(SnapshotBody))]
internal sealed partial class ConfigJson : JsonSerializerContext
{
    public static ConfigJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never part of a page: 'Zürich' stays 'Zürich'
    });
}
