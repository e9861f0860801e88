using System.Globalization;

namespace EtcdMonitor.Cli.Output;

/// <summary>Numbers, sizes, ages and times as all our outputs write them.</summary>
internal static class Figures
{
    /// <summary>What stands for a value that is not known.</summary>
    public const string Missing = "—";

    /// <summary>With groups of three: <c>4,565</c>.</summary>
    public static string Count(double? value) => value is { } v ? v.ToString("#,0", CultureInfo.InvariantCulture) : Missing;

    /// <summary>Milliseconds below ten seconds, with three digits at most: <c>2.4 ms</c>, <c>38.4 ms</c>, <c>612 ms</c>, <c>12.5 s</c>.</summary>
    public static string Milliseconds(double? value) => value switch
    {
        null => Missing,
        >= 10_000 => Invariant($"{value / 1000:0.0} s"),
        >= 100 => Invariant($"{value:0} ms"),
        >= 0.1 or 0 => Invariant($"{value:0.0} ms"),
        _ => Invariant($"{value:0.00} ms"),
    };

    /// <summary>Binary: <c>3.1 GiB</c>, <c>214 MiB</c>, <c>20 KiB</c>. From half a gibibyte on in GiB.</summary>
    public static string Bytes(double? value) => value switch
    {
        null => Missing,
        >= 0.5 * (1 << 30) and < 100.0 * (1 << 30) => Invariant($"{value / (1 << 30):0.0} GiB"),
        >= 100.0 * (1 << 30) => Invariant($"{value / (1 << 30):#,0} GiB"),
        >= 10.0 * (1 << 20) => Invariant($"{value / (1 << 20):0} MiB"),
        >= 1 << 20 => Invariant($"{value / (1 << 20):0.0} MiB"),
        >= 1 << 10 => Invariant($"{value / (1 << 10):0} KiB"),
        _ => Invariant($"{value:0} B"),
    };

    /// <summary>A rate: <c>3,292 /s</c>.</summary>
    public static string Rate(double? perSecond) => perSecond switch
    {
        null => Missing,
        < 10 and not 0 => Invariant($"{perSecond:0.0} /s"),
        _ => Count(perSecond) + " /s",
    };

    /// <summary>In two units: <c>4 m 12 s</c>, <c>3 h 12 m</c>, <c>6 d 4 h</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => Invariant($"{Math.Max(0, (int)age.TotalSeconds)} s"),
        { TotalHours: < 1 } => Invariant($"{age.Minutes} m {age.Seconds:00} s"),
        { TotalDays: < 1 } => Invariant($"{age.Hours} h {age.Minutes:00} m"),
        _ => Invariant($"{(int)age.TotalDays} d {age.Hours} h"),
    };

    /// <summary>A length that somebody chose, in at most two units, none of them zero: <c>2 h</c>, <c>1 h 30 m</c>.</summary>
    public static string Length(TimeSpan length) => Age(TimeSpan.FromSeconds(Math.Round(length.TotalSeconds))) is var age && age.Split(' ') is [var first, var unit, "0" or "00", _] ? $"{first} {unit}" : age;

    /// <summary>In its greatest unit: <c>41 d</c>.</summary>
    public static string RoughAge(TimeSpan? age) => age switch
    {
        null => Missing,
        { TotalSeconds: < 60 } => Invariant($"{(int)age.Value.TotalSeconds} s"),
        { TotalHours: < 1 } => Invariant($"{(int)age.Value.TotalMinutes} m"),
        { TotalDays: < 1 } => Invariant($"{(int)age.Value.TotalHours} h"),
        _ => Invariant($"{(int)age.Value.TotalDays} d"),
    };

    /// <summary>A duration as it was measured: <c>1.4 s</c>, <c>240 ms</c>.</summary>
    public static string Took(TimeSpan took) => took.TotalSeconds >= 1 ? Invariant($"{took.TotalSeconds:0.0} s") : Invariant($"{took.TotalMilliseconds:0} ms");

    /// <summary><c>02:51:08 UTC</c>; on another day <c>20 Nov, 02:51 UTC</c>.</summary>
    public static string Instant(DateTimeOffset at, DateTimeOffset now) => at.UtcDateTime.Date == now.UtcDateTime.Date
        ? at.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
        : at.UtcDateTime.ToString("d MMM, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>One or many: <c>1 member</c>, <c>3 members</c>.</summary>
    public static string Plural(int count, string one) => Invariant($"{count:#,0} {one}{(count == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
