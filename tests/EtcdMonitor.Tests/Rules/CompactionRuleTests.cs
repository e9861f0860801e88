using EtcdMonitor.Rules;
using EtcdMonitor.Rules.Book;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class CompactionRuleTests
{
    private readonly CompactionRule _rule = new();
    private Compactions _seen = new();
    private DateTimeOffset _now = Paged.Calm.At;
    private long _store = 1000;
    private double _compacted = 1;

    [Fact]
    public void Three_intervals_without_one_are_a_warning_while_the_store_is_written_to()
    {
        Compact(times: 5, every: 5);
        Write(minutes: 16); // the first write comes a minute after the last compaction
        Says().ShouldBeNull();
        Write(minutes: 1);

        Says()!.ShouldSatisfyAllConditions(
            f => f.Severity.ShouldBe(Severity.Warning),
            f => f.Sentence.ShouldBe("The history was last compacted 17 minutes ago, before that about every 5: the database grows"));
        Says(new() { MaxCompactionIntervals = 4 }).ShouldBeNull();
    }

    [Fact]
    public void It_is_over_with_the_next_one()
    {
        Compact(times: 5, every: 5);
        Write(minutes: 60);
        Says().ShouldNotBeNull();
        Compact(times: 1, every: 1);

        Says().ShouldBeNull();
    }

    [Fact]
    public void A_store_that_nobody_writes_to_needs_none()
    {
        Compact(times: 5, every: 5);
        Pass(minutes: 600);

        Says().ShouldBeNull();
        Write(minutes: 15);
        Says().ShouldBeNull("what was written waits for fourteen minutes");
    }

    [Fact]
    public void One_that_comes_hours_after_the_writes_says_nothing_about_the_next()
    {
        Compact(times: 4, every: 5);
        Pass(minutes: 5);
        _compacted++; // nothing was written since the one before: it keeps hours of history
        Pass(minutes: 1);
        Write(minutes: 60);

        Says().ShouldBeNull();
    }

    [Fact]
    public void Irregular_ones_and_a_few_by_hand_are_no_rhythm()
    {
        Compact(times: 3, every: 5);
        Compact(times: 1, every: 30);
        Compact(times: 1, every: 5);
        _seen.Interval.ShouldBeNull();
        Write(minutes: 200);
        Says().ShouldBeNull();
        Sees().ShouldBe("no regular compactions were seen yet");

        _seen = new();
        Compact(times: 3, every: 5);
        Write(minutes: 200);
        Says().ShouldBeNull("the first one is only where watching began");

        _seen = new();
        Compact(times: 6, every: 1);
        Write(minutes: 5);
        Says().ShouldBeNull("five minutes are no time");
    }

    [Fact]
    public void A_store_that_was_restored_begins_anew()
    {
        Compact(times: 5, every: 5);
        (_store, _compacted) = (10, 1);
        Write(minutes: 60);

        _seen.Times.ShouldBeEmpty();
        Says().ShouldBeNull();
    }

    [Fact]
    public void Without_a_page_of_late_nothing_is_said()
    {
        Compact(times: 5, every: 5);
        Write(minutes: 60);
        ClusterState state = State();

        _rule.Says(state).ShouldNotBeNull();
        _rule.Says(state with { Members = [.. state.Members.Select(m => m with { Metrics = m.Metrics with { GoodUntil = _now } })] }).ShouldBeNull();
        _rule.Says(state with { Members = Paged.Calm.Members }).ShouldBeNull();
        _rule.Unseen(Paged.Calm).ShouldBe("its metrics page has no etcd_debugging_mvcc_compact_revision");
    }

    [Fact]
    public void Rounds_follow_what_pages_tell()
    {
        Rounds rounds = new() { Pages = new Pages().Figure(0, "etcd_debugging_mvcc_compact_revision", 10) };
        rounds.Play();
        rounds.Pages.Figure(1, "etcd_debugging_mvcc_compact_revision", 20);

        rounds.Play().Compactions.ShouldSatisfyAllConditions(c => c.Revision.ShouldBe(20), c => c.Times.ShouldBe([rounds.State.At]));
    }

    private Finding? Says(Thresholds? thresholds = null) => _rule.Says(State(), thresholds);

    private string? Sees() => _rule.Unseen(State());

    private ClusterState State() => Paged.Calm with
    {
        At = _now,
        Compactions = _seen,
        Revision = _store,
        Members = [.. Paged.Calm.Members.Select(m => m with { Metrics = m.Metrics with { CompactRevision = Figure.Of(_compacted), GoodUntil = _now.AddSeconds(30) } })],
    };

    /// <summary>Compactions at an interval, with writes before each.</summary>
    private void Compact(int times, int every)
    {
        for (int time = 0; time < times; time++)
        {
            Write(every - 1);
            _compacted = _store;
            _store++;
            Pass(minutes: 1);
        }
    }

    private void Write(int minutes)
    {
        for (int minute = 0; minute < minutes; minute++)
        {
            _store++;
            Pass(minutes: 1);
        }
    }

    private void Pass(int minutes)
    {
        for (int minute = 0; minute < minutes; minute++)
        {
            _now = _now.AddMinutes(1);
            _seen = _seen.Next(_compacted, _store, _now);
        }
    }
}
