using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Etcd.Testing;

namespace EtcdMonitor.Tests.Server.Support;

/// <summary>Compares JSON, indented, with a file beside the tests.</summary>
internal static class JsonGolden
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Match(string name, string json, [CallerFilePath] string caller = "")
    {
        using JsonDocument document = JsonDocument.Parse(json);
        Golden.Match(name, JsonSerializer.Serialize(document, Pretty) + "\n", caller);
    }
}
