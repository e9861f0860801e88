using System.Text.Json;
using EtcdMonitor.Bundles;
using EtcdMonitor.Probes;
using EtcdMonitor.Rules;
using EtcdMonitor.State;
using EtcdMonitor.Tests.Support;

namespace EtcdMonitor.Tests.Bundles;

public sealed class ReplayTests
{
    [Fact]
    public void A_replay_comes_to_the_same_states_and_verdicts_field_by_field()
    {
        Watched watched = new(new Rounds { Pages = new Pages() });
        watched.Play(4);
        watched.Play(4, r => r.Down(2));
        watched.Play(4, r => r.Leaderless(1).Pages!.Active(0, 1, 0));
        watched.Play(4, r => r.Up(1)); // not 2: its pages of meanwhile are none that a round has

        ReplayedRound[] replayed = [.. Replay.Run(Recording.Parse(watched.Recorder.Read()!.ToBytes()), new())];

        replayed.ShouldAllBe(r => r.Agrees);
        replayed.Length.ShouldBe(watched.Snapshots.Count);
        foreach ((ReplayedRound again, ClusterSnapshot once) in replayed.Zip(watched.Snapshots))
        {
            Text(again.Snapshot).ShouldBe(Text(once));
        }

        replayed.Select(r => r.Snapshot.Verdict.Severity).Distinct().Count().ShouldBeGreaterThan(1, "a replay of nothing proves nothing");
        replayed.ShouldContain(r => r.Snapshot.State.Matrix.Links.Any(l => l.State == LinkState.NotConnected), "pages are replayed too");
    }

    [Fact]
    public void A_fault_that_is_older_than_the_recording_keeps_its_age()
    {
        Watched watched = new(new Rounds());
        watched.Play(3);
        watched.Play(200, r => r.Down(2));

        Recording recording = watched.Recorder.Read()!;
        recording.Count.ShouldBeInRange(Recorder.Kept, Recorder.Kept + 10);
        ReplayedRound[] replayed = [.. Replay.Run(recording, new())];

        replayed.ShouldAllBe(r => r.Agrees);
        replayed[^1].Snapshot.Verdict.ShouldSatisfyAllConditions(
            v => v.Severity.ShouldBe(Severity.Critical, "no tolerance for over two minutes"),
            v => v.Since.ShouldBe(watched.Snapshots[^1].Verdict.Since));
    }

    [Fact]
    public void Members_of_which_none_answers_are_still_known_by_name()
    {
        Watched watched = new(new Rounds());
        watched.Play(3);
        watched.Play(150, r => r.Down(0).Down(1).Down(2));

        ReplayedRound last = Replay.Run(watched.Recorder.Read()!, new()).Last();

        last.Snapshot.State.Members.Select(m => m.Name).ShouldBe(["etcd-0", "etcd-1", "etcd-2"]);
        last.Snapshot.Verdict.Lead!.Rule.ShouldBe("quorum_lost");
    }

    [Fact]
    public void Another_judgement_than_the_recorded_one_is_seen()
    {
        Watched watched = new(new Rounds());
        watched.Play(2, r => r.Down(2));
        Recording recording = watched.Recorder.Read()!;

        Replay.Run(recording, new() { MinAvailableNodes = 3 }).Last().ShouldSatisfyAllConditions(
            r => r.Agrees.ShouldBeFalse(),
            r => r.Recorded.Severity.ShouldBe(Severity.Warning),
            r => r.Snapshot.Verdict.Severity.ShouldBe(Severity.Critical));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no json\n")]
    [InlineData("null\n{}\n")]
    public void What_is_no_recording_is_refused_in_words(string text) =>
        Should.Throw<InvalidDataException>(() => Recording.Parse(System.Text.Encoding.UTF8.GetBytes(text))).Message.ShouldStartWith("the recording");

    [Fact]
    public void What_is_kept_of_a_cluster_stays_small()
    {
        Watched watched = new(new Rounds { Pages = new Pages() });
        watched.Play(1000);

        watched.Recorder.Bytes.ShouldBeLessThan(400_000, "a page each second, ten times as many as by default");
    }

    private static string Text(ClusterSnapshot snapshot) => JsonSerializer.Serialize(Opening.Of(snapshot.State, snapshot.Verdict), RoundJson.Default.Opening);

    /// <summary>A watch over rounds made by hand, recorded as the loop does it.</summary>
    private sealed class Watched(Rounds rounds)
    {
        private ClusterSnapshot _last = new(rounds.State, Judge.Next(null, rounds.State, RuleBook.Default, new()), []);

        public Recorder Recorder { get; } = new();

        public List<ClusterSnapshot> Snapshots { get; } = [];

        public void Play(int count, Action<Rounds>? change = null)
        {
            change?.Invoke(rounds);
            for (int i = 0; i < count; i++)
            {
                ClusterState state = rounds.Play(out ProbeRound round);
                Verdict verdict = Judge.Next(_last.Verdict, state, RuleBook.Default, new());
                Recorder.Add(_last, [round], verdict);
                Snapshots.Add(_last = new(state, verdict, []));
            }
        }
    }
}
