using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class FlappingRuleTests
{
    private readonly Rounds _rounds = new();
    private readonly Judged _judged;

    public FlappingRuleTests()
    {
        _judged = new(_rounds);
        _judged.After(3);
    }

    [Fact]
    public void A_member_that_stops_serving_again_and_again_flaps()
    {
        Flap(3);
        _judged.Verdict.Findings.ShouldNotContain(f => f.Rule == "flapping", "three times a minute may be elections");

        Flap(1);
        Finding finding = _judged.Find("flapping")!;

        (finding.Member, finding.Severity, finding.Confidence).ShouldBe(("etcd-2", Severity.Warning, Confidence.High));
        finding.Sentence.ShouldBe("etcd-2 stopped serving 4 times within a minute, and came back each time");
        _judged.Verdict.Severity.ShouldBe(Severity.Warning, "though it serves in this very round");
    }

    [Fact]
    public void A_member_that_stays_away_was_interrupted_once()
    {
        _rounds.NotServing(2);
        _judged.Find("flapping", 10).ShouldBeNull();
        _rounds.State.Members[2].Interruptions.Length.ShouldBe(1);
    }

    [Fact]
    public void It_is_over_when_a_minute_went_well()
    {
        Flap(5);
        _judged.Find("flapping")!.ShouldNotBeNull();

        _judged.Find("flapping", 40).ShouldNotBeNull("four of them are less than a minute ago");
        _judged.Find("flapping", 30).ShouldBeNull();
        _rounds.State.Members[2].Interruptions.ShouldBeEmpty();
    }

    [Fact]
    public void Answers_that_are_late_interrupt_nothing()
    {
        for (int i = 0; i < 6; i++)
        {
            _rounds.Late(2);
            _judged.After(1);
            _rounds.InTime(2);
            _judged.After(1);
        }

        _rounds.State.Members[2].Interruptions.ShouldBeEmpty();
    }

    [Fact]
    public void It_explains_what_the_member_does_meanwhile_and_nothing_about_others()
    {
        Finding flapping = new() { Rule = "flapping", Title = "", Severity = Severity.Warning, Sentence = "", Member = "etcd-2" };

        Causes.Of(flapping with { Rule = "member_not_serving" }, [flapping]).ShouldBe("flapping");
        Causes.Of(flapping with { Rule = "member_not_serving", Member = "etcd-1" }, [flapping]).ShouldBeNull();
    }

    /// <summary>Two rounds without, two with.</summary>
    private void Flap(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _rounds.NotServing(2);
            _judged.After(2);
            _rounds.Serving(2);
            _judged.After(2);
        }
    }
}
