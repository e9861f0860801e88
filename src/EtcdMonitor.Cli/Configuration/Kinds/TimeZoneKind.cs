namespace EtcdMonitor.Cli.Configuration.Kinds;

/// <summary>A time zone by its name in the IANA database.</summary>
internal sealed class TimeZoneKind : Kind
{
    /// <inheritdoc/>
    public override string Placeholder => "ZONE";

    /// <inheritdoc/>
    public override Reading Read(string text) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(text, out TimeZoneInfo? zone) ? new(zone) : Reading.Wrong($"\"{text}\" is no time zone that this machine knows", "write UTC, or Europe/Berlin and install tzdata");

    /// <inheritdoc/>
    public override string? Write(object? value) => value is TimeZoneInfo zone ? zone.Id : null;
}
