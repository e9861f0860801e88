using EtcdMonitor.Alerts.Maintenance;
using EtcdMonitor.Cli.Configuration;

namespace EtcdMonitor.Tests.Cli.Configuration;

public sealed class MaintenanceSettingsTests
{
    [Fact]
    public void Windows_are_read_once_and_weekly()
    {
        LoadedConfiguration loaded = Loading.Load(
            """
            alerts:
              maintenance:
                - name: nights
                  matchers: [cluster=default, severity=~info|warning]
                  days: [sat, Sunday]
                  from: "22:00"
                  to: "02:00"
                  time_zone: Europe/Berlin
                  author: mara
                  comment: patches
                - {name: move, matchers: cluster=default, start: 2026-12-05T22:00:00+01:00, end: 2026-12-06T02:00:00Z, author: ben, comment: OPS-9}
            """);

        loaded.Report.Problems.ShouldBeEmpty();
        IReadOnlyList<MaintenanceWindow> windows = loaded.Options.Monitor.Alerts.Maintenance;
        windows.Count.ShouldBe(2);
        MaintenanceWindow weekly = windows[0];
        (weekly.Name, weekly.From, weekly.To, weekly.TimeZone.Id, weekly.Author, weekly.Comment).ShouldBe(("nights", new TimeOnly(22, 0), new TimeOnly(2, 0), "Europe/Berlin", "mara", "patches"));
        weekly.Days.ShouldBe([DayOfWeek.Saturday, DayOfWeek.Sunday]);
        weekly.Matchers.Select(m => m.ToString()).ShouldBe(["cluster=default", "severity=~info|warning"]);
        windows[1].Start.ShouldBe(new DateTimeOffset(2026, 12, 5, 21, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_its_place() => Loading.Problems(
        """
        alerts:
          maintenance:
            - name: a
              matchers: [cluster]
              days: [someday]
              from: 22
              to: "25:00"
              time_zone: Mars/Phobos
              author: mara
              comment: x
            - name: a
              matchers: [severity!=info]
              start: 2026-12-05T22:00:00Z
              end: 2026-12-05T21:00:00Z
              author: mara
            - {name: b, matchers: cluster=x, start: 2026-12-05, author: m, comment: c}
            - {name: c, matchers: cluster=x, days: sat, author: m, comment: c}
            - {name: d, matchers: cluster=x, author: m, comment: c}
            - {nmae: e}
            - just text
        """).ShouldBe(
        [
            "config.yaml:4:17  alerts.maintenance[0].matchers: \"cluster\" is no matcher, write LABEL=VALUE, LABEL!=VALUE, LABEL=~REGEX or LABEL!~REGEX",
            "config.yaml:5:13  alerts.maintenance[0].days: \"someday\" is no day, write mon, tue, wed, thu, fri, sat, sun",
            "config.yaml:6:13  alerts.maintenance[0].from: \"22\" is no time of day, write \"22:00\", in quotes",
            "config.yaml:7:11  alerts.maintenance[0].to: \"25:00\" is no time of day, write \"22:00\", in quotes",
            "config.yaml:8:18  alerts.maintenance[0].time_zone: \"Mars/Phobos\" is no time zone that this machine knows, write UTC, or Europe/Berlin and install tzdata",
            "config.yaml:16:45  alerts.maintenance[2].start: \"2026-12-05\" is no time with its offset, write 2026-12-05T22:00:00Z or 2026-12-05T22:00:00+01:00",
            "config.yaml:19:8  alerts.maintenance[5].nmae: unknown key, did you mean name?",
            "config.yaml:20:7  alerts.maintenance[6]: is a group of keys, not a value, begin with name:",
            "config.yaml:11:13  alerts.maintenance[1].name: a is the name of a window above, give each its own",
            "config.yaml:12:17  alerts.maintenance[1].matchers: would be met by nearly every alert, give one that needs a label, such as cluster=NAME or cluster=~.+",
            "config.yaml:11:7  alerts.maintenance[1].comment: is needed, for whoever finds an alert silent",
            "config.yaml:14:12  alerts.maintenance[1].end: is not after start",
            "config.yaml:17:44  alerts.maintenance[3].days: goes together with the others of days, from and to",
            "config.yaml:18:7  alerts.maintenance[4].start: and end, or days, from and to, are needed",
        ]);

    [Fact]
    public void Windows_that_are_no_list_say_so() =>
        Loading.Problems("alerts: {maintenance: sat}").ShouldBe(["config.yaml:1:23  alerts.maintenance: is a list of windows, write - name: saturday-patches"]);
}
