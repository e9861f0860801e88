using System.Globalization;

namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>A point in time with its offset.</summary>
internal sealed class InstantKind : Kind
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mmK"];

    /// <inheritdoc/>
    public override string Placeholder => "TIME";

    /// <inheritdoc/>
    public override Reading Read(string text) =>
        (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length) && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            ? new(at)
            : Reading.Wrong($"\"{text}\" is no time with its offset", "write 2026-12-05T22:00:00Z or 2026-12-05T22:00:00+01:00");

    /// <inheritdoc/>
    public override string? Write(object? value) => value is DateTimeOffset at ? at.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture) : null;
}
