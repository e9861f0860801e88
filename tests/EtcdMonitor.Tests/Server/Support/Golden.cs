using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EtcdMonitor.Tests.Server.Support;

/// <summary>Compares JSON with a file beside the tests. <c>UPDATE_GOLDEN=1</c> writes the file anew: then read the difference.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void ShouldMatch(string name, string json, [CallerFilePath] string caller = "")
    {
        using JsonDocument document = JsonDocument.Parse(json);
        string text = JsonSerializer.Serialize(document, Pretty) + "\n";
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        text.ShouldBe(File.ReadAllText(path));
    }
}
