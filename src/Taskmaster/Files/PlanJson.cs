using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EtcdMonitor.Cli.Output;
using Taskmaster.Output;
using Taskmaster.Plans;

namespace Taskmaster.Files;

/// <summary>All JSON that is read or written: camelCase, two spaces, and letters of all languages as they are.</summary>
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(History))]
[JsonSerializable(typeof(Entry[]))]
[JsonSerializable(typeof(Progress))]
[JsonSerializable(typeof(InitAnswer))]
[JsonSerializable(typeof(ChangeAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
internal sealed partial class PlanJson : JsonSerializerContext
{
    /// <summary>The one that is used.</summary>
    public static PlanJson Instance { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantConverter() },
    });

    /// <summary>A file's bytes.</summary>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];

    /// <summary>The value in a file's bytes.</summary>
    /// <exception cref="RefusedException">It is not one.</exception>
    public static T Read<T>(byte[] content, JsonTypeInfo<T> type, string shown, string kind)
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is { } line ? $"{shown}:{line + 1}" : shown;
            string field = e.Path is null or "$" ? "" : $" at {e.Path}";
            throw new RefusedException(Failure.Usage($"{place} is no {kind}{field}: {Reason(e.Message)}", "Put a good copy in its place, or move it away and run:  taskmaster init"));
        }
    }

    /// <summary>What the framework says, without the place that stands before it already.</summary>
    private static string Reason(string message)
    {
        int end = message.IndexOf(" Path:", StringComparison.Ordinal);
        string reason = (end < 0 ? message : message[..end]).Split(" LineNumber:")[0].TrimEnd('.', ' ');
        int missing = reason.IndexOf("including: ", StringComparison.Ordinal);
        return missing >= 0 ? $"it lacks {reason[(missing + "including: ".Length)..]}" : reason.Contains("could not be converted", StringComparison.Ordinal) ? "the value has another kind" : reason;
    }
}
