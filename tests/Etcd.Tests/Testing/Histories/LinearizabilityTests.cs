using Etcd.Testing;

namespace Etcd.Tests.Testing;

public sealed class LinearizabilityTests
{
    [Fact]
    public void A_right_store_is_never_accused()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var history = SimulatedRun.Of(seed, clients: 2 + (seed % 8), keys: 1 + (seed % 4), lost: seed % 5 * 0.05);
            var verdict = Linearizability.Check(history);
            verdict.IsLinearizable.ShouldBeTrue($"seed {seed}: {verdict}");
            RevisionOrder.Violations(history).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Theory]
    [InlineData(StoreBug.StaleRead)]
    [InlineData(StoreBug.LostWrite)]
    [InlineData(StoreBug.WriteAppliedTwice)]
    [InlineData(StoreBug.SwapIgnoresItsCompare)]
    [InlineData(StoreBug.AppliedButReportedFailed)]
    public void A_store_with_a_bug_is_found_out(StoreBug bug)
        => Enumerable.Range(0, 40).Count(seed => Linearizability.Check(SimulatedRun.Of(seed, bug), TimeSpan.FromSeconds(5)).Outcome == LinearizabilityOutcome.Violation).ShouldBeGreaterThanOrEqualTo(38);

    [Theory]
    [InlineData(StoreBug.RevisionGoesBack)]
    [InlineData(StoreBug.StaleRead)]
    [InlineData(StoreBug.LostWrite)]
    public void The_order_of_revisions_finds_it_without_a_search(StoreBug bug)
        => Enumerable.Range(0, 40).Count(seed => RevisionOrder.Violations(SimulatedRun.Of(seed, bug)).Count > 0).ShouldBeGreaterThanOrEqualTo(38);

    [Fact]
    public void Sixteen_thousand_operations_with_lost_answers_take_seconds()
    {
        var history = SimulatedRun.Of(7, clients: 8, operations: 2000, keys: 5, lost: 0.2);
        history.Operations.Count(operation => operation.Outcome == KvOutcome.Unknown).ShouldBeGreaterThan(1500);

        var verdict = Linearizability.Check(history, maxStates: 60_000); // a second; counted in states, since the machine may be busy

        verdict.IsLinearizable.ShouldBeTrue(verdict.Explanation);
    }

    [Fact]
    public void It_says_of_small_histories_what_a_trial_of_every_order_says()
    {
        var violations = 0;
        const int seeds = 400;
        for (var seed = 0; seed < seeds; seed++)
        {
            foreach (var bug in Enum.GetValues<StoreBug>())
            {
                var history = SimulatedRun.Of(seed, bug, clients: 3, operations: 4, keys: 2, lost: 0.4);
                var isRight = EveryOrder.Explains(history);
                Linearizability.Check(history).IsLinearizable.ShouldBe(isRight, $"seed {seed}, {bug}:\n{history.ToText()}");
                violations += isRight ? 0 : 1;
            }
        }
        violations.ShouldBeInRange(seeds / 2, seeds * 6);
    }

    [Fact]
    public void What_is_too_large_for_the_budget_is_no_pass()
    {
        var history = SimulatedRun.Of(7);

        Linearizability.Check(history, TimeSpan.Zero).Outcome.ShouldBe(LinearizabilityOutcome.Undecided);
        Linearizability.Check(history, maxStates: 10).Outcome.ShouldBe(LinearizabilityOutcome.Undecided);
    }

    [Fact]
    public void An_explanation_names_the_operations_that_do_not_fit()
    {
        var verdict = Linearizability.Check(History.Parse("""
            {"client":1,"action":"put","key":"k","value":"a","invoked":1,"returned":2,"applied":true,"revision":10}
            {"client":1,"action":"put","key":"k","value":"b","invoked":3,"returned":4,"applied":true,"revision":11}
            {"client":2,"action":"get","key":"k","invoked":5,"returned":8,"revision":11,"seen":{"value":"a","modRevision":10,"version":1}}
            {"client":3,"action":"get","key":"other","invoked":6,"returned":7,"revision":11}
            """));

        verdict.Outcome.ShouldBe(LinearizabilityOutcome.Violation);
        verdict.Key.ShouldBe("k");
        verdict.Explanation.ShouldBe("""
            key k: no order explains these operations. After
                [1, 2] client 1: put k "a" → revision 10
                [3, 4] client 1: put k "b" → revision 11
              the key holds "b" (mod revision 11, version 2), and then none of these can come next:
                [5, 8] client 2: get k → "a" (mod revision 10, version 1)

            """);
    }

    [Fact]
    public void A_lost_answer_may_have_taken_effect_long_after_or_never()
    {
        const string put = """{"client":1,"action":"put","key":"k","value":"a","invoked":1,"outcome":"unknown"}""";
        const string missing = """{"client":2,"action":"get","key":"k","invoked":2,"returned":3,"revision":10}""";
        const string found = """{"client":2,"action":"get","key":"k","invoked":4,"returned":5,"revision":11,"seen":{"value":"a","modRevision":11,"version":1}}""";
        const string gone = """{"client":2,"action":"get","key":"k","invoked":6,"returned":7,"revision":12}""";

        Linearizability.Check(History.Parse($"{put}\n{missing}")).IsLinearizable.ShouldBeTrue();
        Linearizability.Check(History.Parse($"{put}\n{missing}\n{found}")).IsLinearizable.ShouldBeTrue();
        Linearizability.Check(History.Parse($"{put}\n{missing}\n{found}\n{gone}")).IsLinearizable.ShouldBeFalse();
        Linearizability.Check(History.Parse($"{found}\n{gone}")).IsLinearizable.ShouldBeFalse();
    }

    [Fact]
    public void A_swap_that_should_have_been_applied_is_a_violation()
    {
        const string put = """{"client":1,"action":"put","key":"k","value":"a","invoked":1,"returned":2,"applied":true,"revision":10}""";
        const string swap = """{"client":1,"action":"compareAndSwap","key":"k","value":"b","ifValue":"a","invoked":3,"returned":4,"revision":10,"seen":{"value":"a","modRevision":10,"version":1}}""";

        Linearizability.Check(History.Parse($"{put}\n{swap}")).Outcome.ShouldBe(LinearizabilityOutcome.Violation);
    }

    [Fact]
    public void A_write_makes_a_revision_that_nobody_has_seen_before()
    {
        const string read = """{"client":1,"action":"get","key":"other","invoked":1,"returned":2,"revision":10}""";
        const string put = """{"client":1,"action":"put","key":"k","value":"a","invoked":3,"returned":4,"applied":true,"revision":10}""";

        RevisionOrder.Violations(History.Parse($"{read}\n{put}")).ShouldHaveSingleItem().ShouldStartWith("revision 10 comes after revision 10 had been answered");
    }

    [Fact]
    public void A_write_nobody_saw_counts_where_the_version_tells_of_it()
    {
        const string lost = """{"client":1,"action":"put","key":"k","value":"a","invoked":1,"outcome":"unknown"}""";
        const string put = """{"client":2,"action":"put","key":"k","value":"b","invoked":2,"returned":3,"applied":true,"revision":12}""";
        const string second = """{"client":2,"action":"get","key":"k","invoked":4,"returned":5,"revision":12,"seen":{"value":"b","modRevision":12,"version":2}}""";

        Linearizability.Check(History.Parse($"{lost}\n{put}\n{second}")).IsLinearizable.ShouldBeTrue();
        Linearizability.Check(History.Parse($"{put}\n{second}")).IsLinearizable.ShouldBeFalse();
    }

    [Fact]
    public void A_history_survives_being_text()
    {
        var history = SimulatedRun.Of(3, lost: 0.3);

        History.Parse(history.ToText()).Operations.ShouldBe(history.Operations);
    }
}
