using System.Collections.Immutable;
using EtcdMonitor.Alerts;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Storage;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Storage;

public sealed class BacklogTests
{
    private static readonly DateTimeOffset Now = Rounds.Noon;

    [Fact]
    public void What_fits_stays_as_it_is()
    {
        ImmutableList<RoundRecord> rounds = Newer(Backlog.MostRounds);

        Backlog.Bound(rounds).ShouldBe((rounds, 0));
    }

    [Fact]
    public void Notices_of_the_oldest_rounds_stay_and_their_events_go()
    {
        Notice page = LedgerTests.Firing("a", 1);
        RoundRecord old = Round(events: 3) with { Notices = [page] };

        (ImmutableList<RoundRecord> kept, int lost) = Backlog.Bound([old, Round(events: 2), .. Newer(Backlog.MostRounds)]);

        lost.ShouldBe(5);
        kept.Count.ShouldBe(Backlog.MostRounds + 1);
        kept[0].ShouldBe(old with { Events = [] });
        kept[0].At.ShouldBe(Now, "its age is the notice's age");
        kept.Skip(1).ShouldAllBe(round => round.Events.Length == 1);
    }

    [Fact]
    public void Of_an_alert_and_of_the_leadership_the_newest_word_stays()
    {
        Alert first = LedgerTests.Firing("a", 1).Alert, second = LedgerTests.Firing("a", 2).Alert, quiet = LedgerTests.Firing("b", 1).Alert;
        Leadership before = new() { Changes = 1 }, after = new() { Changes = 2 };

        (ImmutableList<RoundRecord> kept, int lost) = Backlog.Bound(
        [
            Round(0) with { Alerts = [first, quiet], Leadership = before },
            Round(0) with { Alerts = [second], Leadership = after },
            .. Newer(Backlog.MostRounds - 1),
            Round(0) with { Alerts = [second] },
        ]);

        kept.SelectMany(round => round.Alerts).ShouldBe([quiet, second]);
        kept.Select(round => round.Leadership).OfType<Leadership>().ShouldBe([after]);
        lost.ShouldBe(1, "the first firing of a is missing in the history; the second is written by a later round");
    }

    [Fact]
    public void A_disk_that_fails_for_days_takes_no_more_memory_than_one_that_fails_for_hours()
    {
        ImmutableList<RoundRecord> rounds = [];
        for (int i = 0; i < 3 * Backlog.MostRounds; i++)
        {
            Notice[] notices = i % 100 == 0 ? [LedgerTests.Firing($"alert {i}", 1)] : [];
            rounds = Backlog.Bound(rounds.Add(Round(events: 1) with { Notices = [.. notices] })).Rounds;
        }

        rounds.Sum(round => round.Events.Length).ShouldBe(Backlog.MostRounds);
        rounds.Sum(round => round.Notices.Length).ShouldBe(30);
        rounds.Count.ShouldBe(Backlog.MostRounds + 20);
    }

    private static ImmutableList<RoundRecord> Newer(int count) => [.. Enumerable.Range(0, count).Select(_ => Round(events: 1))];

    private static RoundRecord Round(int events) =>
        new("test", Now, null, [], [], [.. Enumerable.Range(0, events).Select(i => new MonitorEvent(0, Now, "test", "verdict", Severity.Info, null, $"event {i}"))]);
}
