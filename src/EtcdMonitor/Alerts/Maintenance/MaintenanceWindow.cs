using EtcdMonitor.Alerts.Matchers;

namespace EtcdMonitor.Alerts.Maintenance;

/// <summary>A planned time in which alerts are shown and page nobody: once, from <see cref="Start"/> to <see cref="End"/>, or each week on <see cref="Days"/>.</summary>
public sealed record MaintenanceWindow
{
    /// <summary>What it is called.</summary>
    public string Name { get; set; } = "";

    /// <summary>An alert has to meet all of them.</summary>
    public IReadOnlyList<Matcher> Matchers { get; set; } = [];

    /// <summary>When it begins; null: it comes each week.</summary>
    public DateTimeOffset? Start { get; set; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? End { get; set; }

    /// <summary>Days on which it begins each week.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; set; } = [];

    /// <summary>Time of day at which it begins then.</summary>
    public TimeOnly? From { get; set; }

    /// <summary>Time of day at which it ends; not after <see cref="From"/>: on the next day.</summary>
    public TimeOnly? To { get; set; }

    /// <summary>Where <see cref="Days"/>, <see cref="From"/> and <see cref="To"/> are meant.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>Who planned it.</summary>
    public string Author { get; set; } = "";

    /// <summary>What for.</summary>
    public string Comment { get; set; } = "";

    /// <summary>When the window ends that is open at a time; null: none is.</summary>
    public DateTimeOffset? OpenUntil(DateTimeOffset now)
    {
        if (Start is { } start && End is { } end)
        {
            return start <= now && now < end ? end : null;
        }

        if (From is not { } from || To is not { } to)
        {
            return null;
        }

        DateTime today = TimeZoneInfo.ConvertTime(now, TimeZone).Date;
        int nights = to <= from ? 1 : 0;
        foreach (DateTime day in new[] { today.AddDays(-1), today })
        {
            DateTimeOffset closes = At(day.AddDays(nights) + to.ToTimeSpan(), early: false);
            if (Days.Contains(day.DayOfWeek) && At(day + from.ToTimeSpan(), early: true) <= now && now < closes)
            {
                return closes;
            }
        }

        return null;
    }

    /// <summary>Whether it is about an alert of these labels, whenever it is open.</summary>
    internal bool Matches(IReadOnlyDictionary<string, string> labels) => Matchers.All(matcher => matcher.Matches(labels));

    /// <summary>When clocks are put back an hour comes twice: the window covers both. One that is skipped begins and ends after the skip.</summary>
    private DateTimeOffset At(DateTime local, bool early)
    {
        while (TimeZone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return new(local, TimeZone.IsAmbiguousTime(local) ? early ? TimeZone.GetAmbiguousTimeOffsets(local).Max() : TimeZone.GetAmbiguousTimeOffsets(local).Min() : TimeZone.GetUtcOffset(local));
    }
}
