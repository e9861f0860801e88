using System.Buffers;
using System.Globalization;
using System.Text;

namespace Etcd.Patterns;

/// <summary>Durations as Go writes them: <c>500ms</c>, <c>30s</c>, <c>1m30s</c>; where days make sense also <c>90d</c>.</summary>
internal static class GoDuration
{
    /// <summary>Longest first, so that <c>ms</c> is not read as <c>m</c>. Ticks are 100 ns.</summary>
    private static readonly (string Name, decimal Ticks)[] Units =
    [
        ("ns", 0.01m),
        ("us", 10m),
        ("µs", 10m),
        ("μs", 10m),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads a duration; null: it is none, is negative where no sign is allowed, or does not fit.</summary>
    public static TimeSpan? Parse(string text, bool days = false, bool signed = false)
    {
        bool negative = signed && text.StartsWith('-');
        ReadOnlySpan<char> rest = signed && text is ['-' or '+', ..] ? text.AsSpan(1) : text;
        if (rest is "0")
        {
            return TimeSpan.Zero;
        }

        if (rest.IsEmpty)
        {
            return null;
        }

        decimal ticks = 0;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || digits > 18 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
            {
                return null;
            }

            rest = rest[digits..];
            if (UnitAt(rest, days) is not ({ } name, var unit))
            {
                return null;
            }

            ticks += number * unit;
            rest = rest[name.Length..];
        }

        ticks = negative ? -ticks : ticks;
        return ticks < TimeSpan.MinValue.Ticks || ticks > TimeSpan.MaxValue.Ticks ? null : TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>The shortest form that <see cref="Parse"/> reads back as the same value.</summary>
    public static string Format(TimeSpan value, bool days = false)
    {
        return value < TimeSpan.Zero ? "-" + Format((ulong)-value.Ticks, days) : Format((ulong)value.Ticks, days);
    }

    private static string Format(ulong ticks, bool days)
    {
        if (ticks == 0)
        {
            return "0s";
        }

        if (ticks < TimeSpan.TicksPerSecond)
        {
            return ticks >= TimeSpan.TicksPerMillisecond ? Number(ticks / 10_000m) + "ms" : Number(ticks / 10m) + "us";
        }

        StringBuilder text = new();
        if (days)
        {
            Whole(text, ref ticks, TimeSpan.TicksPerDay, "d");
        }

        Whole(text, ref ticks, TimeSpan.TicksPerHour, "h");
        Whole(text, ref ticks, TimeSpan.TicksPerMinute, "m");
        return ticks == 0 ? text.ToString() : text.Append(Number(ticks / (decimal)TimeSpan.TicksPerSecond)).Append('s').ToString();
    }

    private static (string? Name, decimal Ticks) UnitAt(ReadOnlySpan<char> text, bool days)
    {
        if (days && text.StartsWith("d"))
        {
            return ("d", TimeSpan.TicksPerDay);
        }

        foreach ((string name, decimal ticks) in Units)
        {
            if (text.StartsWith(name, StringComparison.Ordinal))
            {
                return (name, ticks);
            }
        }

        return (null, 0);
    }

    private static void Whole(StringBuilder text, ref ulong ticks, ulong unit, string name)
    {
        if (ticks >= unit)
        {
            text.Append(CultureInfo.InvariantCulture, $"{ticks / unit}{name}");
            ticks %= unit;
        }
    }

    private static string Number(decimal value) => value.ToString("0.#######", CultureInfo.InvariantCulture);
}
