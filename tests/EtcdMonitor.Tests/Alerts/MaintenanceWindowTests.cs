using System.Globalization;
using EtcdMonitor.Alerts;
using EtcdMonitor.Alerts.Maintenance;
using EtcdMonitor.Alerts.Matchers;
using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Alerts;

public sealed class MaintenanceWindowTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly MaintenanceWindow Nights = new() { Name = "nights", Matchers = [new("cluster", MatchOperator.Equal, "test")], Days = [DayOfWeek.Saturday], From = new(22, 0), To = new(2, 0), TimeZone = Berlin, Author = "mara", Comment = "patches" };

    [Theory]
    [InlineData("2026-11-21T20:59:59Z", null)] // Saturday, 21:59:59 in Berlin
    [InlineData("2026-11-21T21:00:00Z", "2026-11-22T01:00:00Z")]
    [InlineData("2026-11-22T00:59:59Z", "2026-11-22T01:00:00Z")] // Sunday there, of Saturday's window
    [InlineData("2026-11-22T01:00:00Z", null)]
    [InlineData("2026-11-22T22:00:00Z", null)] // Sunday's night is none
    [InlineData("2026-07-04T20:00:00Z", "2026-07-05T00:00:00Z")] // summer: an hour earlier
    public void A_weekly_window_is_open_by_the_clocks_of_its_zone(string now, string? until) =>
        Nights.OpenUntil(At(now)).ShouldBe(until is null ? null : At(until));

    [Theory]
    [InlineData("2026-10-24T23:59:59Z", null)] // clocks go back at 01:00 UTC: 02:30 comes twice, first at 00:30 UTC
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T01:45:00Z")]
    [InlineData("2026-10-25T01:44:00Z", "2026-10-25T01:45:00Z")]
    public void An_hour_that_comes_twice_is_covered_both_times(string now, string? until) =>
        (Nights with { Days = [DayOfWeek.Sunday], From = new(2, 30), To = new(2, 45) }).OpenUntil(At(now)).ShouldBe(until is null ? null : At(until));

    [Fact]
    public void A_time_that_is_skipped_is_the_next_that_there_is() => // 02:30 on 29 March 2026 is none: clocks go from 02:00 to 03:00
        (Nights with { Days = [DayOfWeek.Sunday], From = new(2, 30), To = new(4, 0) }).OpenUntil(At("2026-03-29T01:00:00Z")).ShouldBe(At("2026-03-29T02:00:00Z"));

    [Fact]
    public void A_single_window_is_open_from_its_start_to_its_end()
    {
        MaintenanceWindow once = new() { Start = Rounds.Noon, End = Rounds.Noon.AddHours(2) };

        once.OpenUntil(Rounds.Noon.AddTicks(-1)).ShouldBeNull();
        once.OpenUntil(Rounds.Noon).ShouldBe(Rounds.Noon.AddHours(2));
        once.OpenUntil(Rounds.Noon.AddHours(2)).ShouldBeNull();
    }

    [Fact]
    public void An_alert_inside_names_its_window_and_one_outside_does_not()
    {
        Decisions decisions = new() { Windows = [Nights] };
        Alert alert = new()
        {
            Id = "a",
            Cluster = "test",
            Status = AlertStatus.Firing,
            PendingSince = Rounds.Noon,
            Finding = new() { Rule = "member_down", Title = "", Severity = Severity.Critical, Sentence = "" },
        };

        Alert inside = decisions.Apply(alert, new Dictionary<string, string>(), At("2026-11-21T23:00:00Z"));
        (inside.Maintenance, inside.IsMuted).ShouldBe(("nights", true));
        decisions.Apply(inside, new Dictionary<string, string>(), At("2026-11-22T03:00:00Z")).IsMuted.ShouldBeFalse();
        decisions.Apply(alert with { Cluster = "other" }, new Dictionary<string, string>(), At("2026-11-21T23:00:00Z")).IsMuted.ShouldBeFalse();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
