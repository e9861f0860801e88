using Etcd.Client;
using EtcdMonitor.Probes;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Hashes;

/// <summary>Whom to ask for a hash, and when: the budget of <c>HashKV</c>.</summary>
public sealed class HashPlanTests
{
    private readonly Rounds _rounds = new();
    private readonly Comparing _comparing;

    public HashPlanTests() => _comparing = new(_rounds);

    [Fact]
    public void The_first_comparison_begins_within_a_few_rounds_and_asks_one_member_at_a_time()
    {
        _comparing.Play(3);
        _comparing.Asked.ShouldBeEmpty("sizes and leader are not known before");

        _comparing.Play(3);
        _comparing.Names.ShouldBe(["etcd-0", "etcd-1", "etcd-2"]);
        _comparing.Asked.Select(q => q.At).ShouldBeUnique();
        _comparing.State.LastEqual!.Answers.Length.ShouldBe(3);
    }

    [Fact]
    public void All_are_asked_for_the_lowest_revision_of_any()
    {
        _comparing.As = m => m.Name == "etcd-1" ? m with { Revision = 90 } : m;
        _comparing.Play(6);

        _comparing.Asked.ShouldAllBe(q => q.Revision == 90);
    }

    [Fact]
    public void The_next_one_comes_after_a_minute_or_a_thousand_times_as_long_as_the_longest_answer()
    {
        _comparing.Took = TimeSpan.FromMilliseconds(90);
        _comparing.Play(6);
        DateTimeOffset first = _comparing.State.Last!.StartedAt;
        _comparing.Play(80);
        _comparing.Asked.Count.ShouldBe(3, "90 s have not passed");

        _comparing.Play(20);
        (_comparing.State.Last!.StartedAt - first).ShouldBe(TimeSpan.FromSeconds(90));

        _comparing.Took = TimeSpan.FromMilliseconds(5);
        _comparing.Play(100);
        first = _comparing.State.Last!.StartedAt;
        _comparing.Play(65);
        (_comparing.State.Last!.StartedAt - first).ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Between_two_members_ten_times_as_long_as_the_answer_took_passes()
    {
        _comparing.Took = TimeSpan.FromMilliseconds(500);
        _comparing.Play(20);

        _comparing.Asked.Zip(_comparing.Asked.Skip(1), (a, b) => b.At - a.At).ShouldAllBe(gap => gap >= TimeSpan.FromSeconds(5));
        _comparing.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public void Learners_and_members_that_keep_their_status_to_themselves_are_never_asked()
    {
        Comparing comparing = new(new Rounds(5).Learner(4)) { As = m => m.Name == "etcd-3" ? m with { Denied = new(EtcdFailure.PermissionDenied, "no") } : m };
        comparing.Play(20);

        comparing.Names.ShouldBe(["etcd-0", "etcd-1", "etcd-2"]);
    }

    [Fact]
    public void A_member_that_refuses_is_asked_again_after_ten_minutes_not_before()
    {
        _comparing.Outcomes[0] = _comparing.Outcomes[1] = _comparing.Outcomes[2] = HashOutcome.Denied;
        _comparing.Play(580);
        _comparing.Asked.Count.ShouldBe(2, "the third would have nobody to be compared with");
        _comparing.State.Missing.ShouldBe("our user may not ask for hashes: etcd demands the role root");

        _comparing.Outcomes.Clear();
        _comparing.Play(40);
        _comparing.State.LastEqual.ShouldNotBeNull();
        _comparing.State.Missing.ShouldBeNull();
    }

    [Fact]
    public void Nobody_is_asked_while_a_member_defragments()
    {
        _comparing.As = m => m.Name == "etcd-2" ? m with { Metrics = new() { DefragInflight = Figure.Of(1) } } : m;
        _comparing.Play(10);
        _comparing.Asked.ShouldBeEmpty();
        _comparing.State.Missing.ShouldBe("etcd-2 defragments its database");

        _comparing.As = m => m with { Metrics = new() };
        _comparing.Play(5);
        _comparing.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public void A_large_database_is_hashed_only_on_request()
    {
        _comparing.As = m => m with { DbSize = 2_000_000_000 };
        _comparing.Play(10);
        _comparing.Asked.ShouldBeEmpty();
        _comparing.State.Missing.ShouldBe("a hash would stop the writes of etcd-0 for about 1.2 s, more than 1 s: ask for it, or configure a window");

        _comparing.Requested = true;
        _comparing.Play();
        _comparing.Requested = false;
        _comparing.Play(5);
        _comparing.Names.ShouldBe(["etcd-0", "etcd-1", "etcd-2"]);
        _comparing.Asked[0].Deadline.ShouldBe(TimeSpan.FromSeconds(24));
    }

    [Fact]
    public void A_large_database_is_hashed_within_the_window()
    {
        _comparing.As = m => m with { DbSize = 2_000_000_000 };
        (_comparing.Options.WindowStart, _comparing.Options.WindowEnd) = (new(12, 1), new(13, 0)); // rounds begin at noon
        _comparing.Play(55);
        _comparing.Asked.ShouldBeEmpty();

        _comparing.Play(10);
        _comparing.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public void The_last_duration_counts_more_than_the_size()
    {
        _comparing.Took = TimeSpan.FromMilliseconds(1100);
        _comparing.Play(30);
        _comparing.Asked.Count.ShouldBe(2, "then it is known how long they take: the third would be alone");
        _comparing.State.Missing!.ShouldStartWith("a hash would stop the writes");
    }

    [Fact]
    public void Compacted_history_takes_a_later_revision_and_a_few_tries()
    {
        _comparing.As = m => m.Name == "etcd-1" ? m with { Revision = 50 } : m; // far behind
        _comparing.Outcomes[0] = HashOutcome.Compacted;
        _comparing.Play(4);
        _comparing.Outcomes.Clear();
        _comparing.Finish();

        _comparing.Asked.Select(q => q.Revision).ShouldBe([50, 100, 100, 100]);
        _comparing.State.LastEqual!.Revision.ShouldBe(100);

        _comparing.Outcomes[0] = HashOutcome.Compacted;
        _comparing.Asked.Clear();
        _comparing.Play(70);
        _comparing.Asked.Count.ShouldBe(4, "then it waits for the next period");
    }

    [Fact]
    public void An_answer_that_never_comes_is_waited_for_and_then_passed_over()
    {
        _comparing.Silent = true;
        _comparing.Play(15);
        _comparing.Names.ShouldBe(["etcd-0"]);

        _comparing.Silent = false;
        _comparing.Play(10);
        _comparing.Names.ShouldBe(["etcd-0", "etcd-1", "etcd-2"]);
    }

    [Fact]
    public void The_alarm_CORRUPT_asks_at_once_for_the_culprit()
    {
        _comparing.Play(6);
        _rounds.Errors = ["memberID:0 alarm:CORRUPT "];
        _comparing.Play(3);

        _comparing.Asked.Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void One_voter_has_nobody_to_be_compared_with()
    {
        Comparing one = new(new Rounds(1));
        one.Play(10);

        one.Asked.ShouldBeEmpty();
        one.State.Missing.ShouldBe("there is only one voter");
    }

    [Fact]
    public void Switched_off_it_asks_only_on_request()
    {
        _comparing.Options.Enabled = false;
        _comparing.Play(10);
        _comparing.Asked.ShouldBeEmpty();

        _comparing.Requested = true;
        _comparing.Play();
        _comparing.Requested = false;
        _comparing.Play(5);
        _comparing.Asked.Count.ShouldBe(3);
    }
}
