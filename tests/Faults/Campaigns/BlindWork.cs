using Etcd.Client;
using Etcd.Testing;

namespace Faults.Campaigns;

/// <summary>
/// The control: a client that sends a write again when its answer is lost, as jetcd did when Jepsen found writes applied twice. If the checks
/// do not find it out, they would not find out ours.
/// </summary>
internal static class BlindWork
{
    private const int Clients = 4;
    private const int Tries = 5;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    public static Campaign Campaign { get; } = new("control-kv", "a client that repeats writes blindly is found out", RunAsync)
    {
        MustFail = true,
        Troubles = [Trouble.Reset, Trouble.DroppedReplies],
        Period = TimeSpan.FromMilliseconds(300),
        Duration = TimeSpan.FromSeconds(8),
    };

    private static async Task RunAsync(Scene scene)
    {
        var recorder = new HistoryRecorder();
        await using var client = scene.Connect();
        var values = 0;
        await scene.EachAsync(Clients, Pace, async (number, _) =>
        {
            var read = await recorder.For(number, client).GetAsync("counter", scene.CancellationToken);
            if (read.Outcome == KvOutcome.Done)
            {
                await SwapAsync(recorder, number, client, read.Seen?.ModRevision ?? 0, $"v{Interlocked.Increment(ref values)}", scene.CancellationToken);
            }
        });
        KvWork.Judge(scene, recorder.ToHistory());
    }

    private static async Task SwapAsync(HistoryRecorder recorder, int number, EtcdClient client, long revision, string value, CancellationToken cancellationToken)
    {
        var hidden = new HistoryRecorder();
        var request = new KvOperation { Client = number, Action = KvAction.CompareAndSwap, Key = "counter", Value = value, IfRevision = revision, Invoked = recorder.Stamp() };
        KvOperation last;
        var tries = 0;
        do
        {
            last = await hidden.For(number, client).SwapAsync("counter", new Revision(revision), value, cancellationToken);
        }
        while (last.Outcome == KvOutcome.Unknown && ++tries < Tries);
        recorder.Add(last with { Invoked = request.Invoked, Returned = last.Outcome == KvOutcome.Unknown ? KvOperation.Never : recorder.Stamp() });
    }
}
