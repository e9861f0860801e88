using EtcdMonitor.Rules;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Rules;

public sealed class SingleMemberTests
{
    [Fact]
    public void A_single_member_cluster_never_complains_about_tolerance()
    {
        Rounds one = new(1);
        one.Play(3);

        Verdict verdict = Judge.Next(null, one.State, RuleBook.Default, new Thresholds());

        verdict.Severity.ShouldBe(Severity.Healthy);
        verdict.Sentence.ShouldBe("Its only member serves");
    }

    [Fact]
    public void A_single_member_that_is_gone_is_told_as_what_it_is()
    {
        Rounds one = new(1);
        one.Play();
        Verdict? verdict = null;
        one.Down(0);
        for (int i = 0; i < 2; i++)
        {
            verdict = Judge.Next(verdict, one.Play(), RuleBook.Default, new Thresholds());
        }

        verdict!.Sentence.ShouldBe("Its only member is not reachable: nothing can be read or written");
    }
}
