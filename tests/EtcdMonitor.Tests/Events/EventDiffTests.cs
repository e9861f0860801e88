using System.Collections.Immutable;
using Etcd.Client;
using EtcdMonitor.Alerts;
using EtcdMonitor.Events;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Storage;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Events;

public sealed class EventDiffTests
{
    [Fact]
    public void Members_that_answer_can_say_that_nobody_leads()
    {
        Rounds rounds = new();
        ClusterState before = rounds.Play();

        Texts(before, rounds.Leaderless(0, 1, 2).Play()).ShouldContain("etcd-0 leads no more, nobody leads");
    }

    [Fact]
    public void Who_sees_nobody_cannot()
    {
        Rounds rounds = new();
        ClusterState before = rounds.Play();

        Texts(before, rounds.Down(0, EtcdFailure.Timeout).Down(1, EtcdFailure.Timeout).Down(2, EtcdFailure.Timeout).Play()).ShouldNotContain(text => text.Contains("leads no more"));
    }

    [Fact]
    public void What_several_receivers_are_told_happened_once_and_what_is_told_again_did_not_happen_again()
    {
        ClusterState state = new Rounds().Play();
        Notice notice = LedgerTests.Firing("a", 1);

        EventDiff.Between(Of(state), Of(state), new([], [notice with { Receiver = "chat" }, notice with { Receiver = "oncall" }, LedgerTests.Firing("b", 1) with { Repeat = 1 }]))
            .Where(e => e.Kind == "alert").ShouldHaveSingleItem();
    }

    private static string[] Texts(ClusterState before, ClusterState after) => [.. EventDiff.Between(Of(before), Of(after), new([], [])).Select(e => e.Text)];

    private static ClusterSnapshot Of(ClusterState state) => new(state, Judge.Next(null, state, RuleBook.Default, new()), ImmutableArray<Alert>.Empty);
}
