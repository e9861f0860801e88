using EtcdMonitor.Alerts.Maintenance;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Cli.Configuration.Kinds;

namespace EtcdMonitor.Cli.Configuration;

/// <summary>Settings of a maintenance window, in each item of <c>alerts.maintenance</c>.</summary>
internal static class MaintenanceSettings
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<SettingOf<MaintenanceWindow>> All { get; } =
    [
        new("name", new TextKind("NAME"), "what it is called where it mutes something", w => w.Name, (w, v) => w.Name = (string)v) { Sample = "saturday-patches" },
        new("matchers", new MatcherListKind(), "labels of the alerts that page nobody meanwhile", w => w.Matchers, (w, v) => w.Matchers = (Matcher[])v) { Sample = "[cluster=prod, severity=~info|warning]" },
        new("days", new DayListKind(), "each week on these days", w => w.Days, (w, v) => w.Days = (DayOfWeek[])v) { Sample = "[sat, sun]" },
        new("from", new TimeOfDayKind(), "from this time of day", w => w.From, (w, v) => w.From = (TimeOnly)v) { Sample = "\"22:00\"" },
        new("to", new TimeOfDayKind(), "to this one; not later than from: on the next day", w => w.To, (w, v) => w.To = (TimeOnly)v) { Sample = "\"02:00\"" },
        new("time_zone", new TimeZoneKind(), "where these times are meant [UTC]", w => w.TimeZone, (w, v) => w.TimeZone = (TimeZoneInfo)v) { Sample = "Europe/Berlin" },
        new("start", new InstantKind(), "or once, from this time", w => w.Start, (w, v) => w.Start = (DateTimeOffset)v) { Sample = "2026-12-05T22:00:00Z" },
        new("end", new InstantKind(), "until this one; what still fires is told then", w => w.End, (w, v) => w.End = (DateTimeOffset)v) { Sample = "2026-12-06T02:00:00Z" },
        new("author", new TextKind("NAME"), "who planned it", w => w.Author, (w, v) => w.Author = (string)v) { Sample = "mara" },
        new("comment", new TextKind("TEXT"), "what for", w => w.Comment, (w, v) => w.Comment = (string)v) { Sample = "OPS-881" },
    ];
}
