using System.Globalization;

namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>A time of day.</summary>
internal sealed class TimeOfDayKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "HH:MM";

    /// <inheritdoc/>
    public override Reading Read(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? new(time) : Reading.Wrong($"\"{text}\" is no time of day", "write \"22:00\", in quotes");

    /// <inheritdoc/>
    public override string? Write(object? value) => value is TimeOnly time ? time.ToString("HH:mm", CultureInfo.InvariantCulture) : null;
}
